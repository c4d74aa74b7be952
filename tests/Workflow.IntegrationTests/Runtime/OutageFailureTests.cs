using Npgsql;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>A database that is away is nobody's failure: it is waited for, and not counted.</summary>
public sealed class OutageFailureTests(TestDatabases databases)
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite, "deadline", "deadlines")]
    [InlineData(DatabaseKind.Postgres, "deadline", "deadlines")]
    public async Task Outage_LongerThanATransactionsTries_IsNoFailedTryOfTheCase(DatabaseKind kind, string what, string table)
    {
        await using var database = await databases.CreateAsync(kind);
        var probe = new OutageProbe(what);
        await using var desk = await CaseDesk.OpenAsync(database, probe: probe);
        await desk.BeginAsync("a");
        desk.Process.Time.Advance(TimeSpan.FromHours(2));
        probe.Left = 8;

        await desk.SweepAsync();

        probe.Left.ShouldBe(0);
        (await database.ScalarAsync($"select count(*) from {table} where attempts > 0 or failure is not null")).ShouldBe(0L);
        desk.Process.Time.Advance(TimeSpan.FromHours(2));
        await desk.SweepAsync();
        (await database.ScalarAsync("select count(*) from deadlines where next_try is not null")).ShouldBe(0L);
        (await database.ScalarAsync("select count(*) from signals where delivered_at is null")).ShouldBe(0L);
    }

    private sealed class OutageProbe(string what) : ITransactionProbe
    {
        public int Left { get; set; }

        public void BeforeCommit(string begun)
        {
            if (begun != what || Left == 0)
                return;
            Left--;
            throw new NpgsqlException("Exception while reading from stream", new IOException("Connection reset by peer"));
        }

        public void AfterCommit(string begun)
        {
        }
    }
}
