using Shouldly;
using Workflow.Forums;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>A connection that PostgreSQL cuts in the middle: the transaction is run again, whoever asked the question.</summary>
public sealed class CutConnectionTests(TestDatabases databases)
{
    [Fact]
    public async Task QuestionOfAnOperatorsAct_OnAConnectionThatWasCut_IsAskedAgain()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var desk = await CaseDesk.OpenAsync(database);
        var cuts = 0;

        var ruling = await desk.ActAsync("cut", async session =>
        {
            if (cuts++ == 0)
                (await database.ScalarAsync(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"))
                    .ShouldNotBe(0L);
            await session.DbAsync(TestContext.Current.CancellationToken);
            return session.Db.Set<Workflow.Runtime.Storage.SignalRow>().Count()
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
        });

        ruling.IsAccepted.ShouldBeTrue();
        cuts.ShouldBe(2);
    }
}
