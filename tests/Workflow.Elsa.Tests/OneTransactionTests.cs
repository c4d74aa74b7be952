using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>What Elsa writes of a burst is kept or lost with what the forum writes of it.</summary>
public sealed class OneTransactionTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Case_Waits_ElsaHasItsInstanceAndABookmarkForEachSignal(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);

        await desk.BeginAsync("case-1");
        await desk.DeliverAsync();

        (await ElsaRows.StatusAsync(database, "case-1")).ShouldBe("Suspended");
        (await ElsaRows.BookmarksAsync(database, "case-1")).ShouldBe(4);
        await desk.SignalAsync("stop", "case-1", "Stop");
        await desk.DeliverAsync();
        (await ElsaRows.StatusAsync(database, "case-1")).ShouldBe("Finished");
        (await ElsaRows.BookmarksAsync(database, "case-1")).ShouldBe(0);
    }

    [Theory, EachDatabase]
    public async Task ActivityThrows_NothingOfTheBurstIsKept_AndARetryDoesItOnce(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var isBroken = true;
        await using var desk = await CaseDesk.OpenAsync(
            database, CaseActivities.Fail(new PermanentActivityException("The printer is on fire."), _ => isBroken));
        await desk.BeginAsync("case-1");
        await desk.DeliverAsync();

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.InstanceAsync("case-1")).Status.ShouldBe(InstanceStatus.Faulted);
        (await ElsaRows.StatusAsync(database, "case-1")).ShouldBe("Suspended");
        (await ElsaRows.BookmarksAsync(database, "case-1")).ShouldBe(4);
        isBroken = false;
        (await desk.Process.Deliverer.RetryFaultedAsync("case-1", CaseDesk.Person, CancellationToken.None)).ShouldBeTrue();
        await desk.DeliverAsync();
        (await desk.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
        (await desk.Process.Overview.LettersAsync(null, CancellationToken.None)).Count.ShouldBe(1);
    }
}
