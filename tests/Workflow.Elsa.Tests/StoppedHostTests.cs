using Medallion.Threading.Postgres;
using Shouldly;
using Workflow.Engine.Instances;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>A host that stands still in the middle of Elsa's part keeps its case from nobody.</summary>
public sealed class StoppedHostTests(TestDatabases databases)
{
    /// <summary>
    /// The first host stands in an activity, where Elsa holds its locks; PostgreSQL ends its transaction after the set second,
    /// and the second host goes on. Woken, the first finds its transaction gone and the signal taken.
    /// </summary>
    [Fact]
    public async Task HostStopsInsideElsasPart_AnotherGoesOnOnceItsTransactionIsTaken_AndNothingIsDoneTwice()
    {
        await using var created = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var database = new TestDatabase(
            DatabaseKind.Postgres,
            created.ConnectionString + ";Options=-c idle_in_transaction_session_timeout=1s", () => Task.CompletedTask);
        using var stopped = new SemaphoreSlim(0);
        using var woken = new SemaphoreSlim(0);
        await using var first = await CaseDesk.OpenAsync(database, _ =>
        {
            stopped.Release();
            woken.Wait();
        });
        await using var second = await CaseDesk.OpenAsync(database);
        await first.BeginAsync("case-1");
        await first.DeliverAsync();

        var standing = Task.Run(() => first.SignalAsync("go", "case-1", "Go"));
        await stopped.WaitAsync();
        await second.SignalAsync("go", "case-1", "Go");
        await second.DeliverAsync();

        (await second.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
        woken.Release(100);
        (await standing).IsAccepted.ShouldBeTrue();
        (await second.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
        (await second.InstanceAsync("case-1")).Status.ShouldBe(InstanceStatus.Waiting);
    }

    /// <summary>As by an Elsa server of the house's own beside the forum's.</summary>
    [Fact]
    public async Task SomebodyElseHoldsElsasLock_TheActIsBrokenOff_AndTheCaseNotFaulted()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("case-1");
        await desk.DeliverAsync();
        var elsewhere = new PostgresDistributedLock(
            new PostgresAdvisoryLockKey("workflow-instance:case-1", allowHashing: true), database.ConnectionString);
        await using (await elsewhere.AcquireAsync())
        {
            await Should.ThrowAsync<DatabaseConflictException>(() => desk.SignalAsync("go", "case-1", "Go"));
            (await desk.InstanceAsync("case-1")).Status.ShouldBe(InstanceStatus.Waiting);
            (await desk.StepsAsync("case-1")).ShouldBeEmpty();
        }

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
    }
}
