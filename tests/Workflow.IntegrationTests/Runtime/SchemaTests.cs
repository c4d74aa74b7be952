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
    public async Task Deadlines_AreFoundByAPartialIndex(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var sql = kind == DatabaseKind.Sqlite
            ? "select sql from sqlite_master where name = 'ix_deadlines_next_try'"
            : "select indexdef from pg_indexes where indexname = 'ix_deadlines_next_try'";

        ((string)(await database.ScalarAsync(sql))!).ShouldContain("next_try is not null", Case.Insensitive);
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
