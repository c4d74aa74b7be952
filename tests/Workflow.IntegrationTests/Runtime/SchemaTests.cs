using Microsoft.EntityFrameworkCore;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Workflow.Runtime.Storage;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class SchemaTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Model_HasNoChangeWithoutAMigration(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var process = RuntimeUnderTest.Over(database, []);
        await using var db = process.Get<DatabaseFactory>().Create();

        db.Database.HasPendingModelChanges().ShouldBeFalse();
        (await process.Get<ForumDatabase>().PendingMigrationsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>What is pending is found by a partial index, so that what is done, of ten years, costs nothing.</summary>
    [Theory, EachDatabase]
    public async Task WhatIsPending_IsFoundByAPartialIndex(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        string[] indexes =
        [
            "ix_deadlines_next_try", "ix_letter_statuses_claimed_at", "ix_letter_statuses_next_try_letter_id",
            "ix_publications_is_written",
            "ix_signals_id", "ix_signals_instance_id_id",
        ];

        foreach (var index in indexes)
        {
            var definition = await database.ScalarAsync(kind == DatabaseKind.Sqlite
                ? $"select sql from sqlite_master where name = '{index}'"
                : $"select indexdef from pg_indexes where indexname = '{index}'");
            definition.ShouldBeOfType<string>(index).ShouldContain(" where ", Case.Insensitive, index);
        }
    }

    /// <summary>Looks at the plan, not at the clock: the walk over everything delivered shows only after years.</summary>
    [Fact]
    public async Task NextSignal_OnSqlite_IsNotFoundByAScanOfTheTable()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Sqlite);

        var plan = await database.ColumnAsync(
            """
            explain query plan select * from signals s
            where s.delivered_at is null and not (s.is_parked) and s.next_try <= 5 order by s.id limit 1
            """,
            column: 3);

        plan.ShouldBe(["SCAN s USING INDEX ix_signals_id"]);
    }

    [Theory, EachDatabase]
    public async Task AggregateColumns_AreThoseOfTheRecord_AfterAChange(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");

        await desk.ActAsync("move 1", async session =>
        {
            var item = await session.Items.GetAsync("a", CancellationToken.None);
            session.Items.Update(item with { OriginBodyId = "parks", Title = "Lygter i æbleparken" });
            return "moved";
        });

        (await database.ScalarAsync("select origin_body_id from items where id = 'a' and version = 2")).ShouldBe("parks");
        ((string)(await database.ScalarAsync("select data from items where id = 'a'"))!).ShouldContain("Lygter i æbleparken");
    }
}
