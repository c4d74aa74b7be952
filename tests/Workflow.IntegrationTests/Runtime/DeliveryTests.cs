using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class DeliveryTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Deliver_TwoSignalsAtOnceFromTwoHosts_TwentyTimes_RunsEachOnce(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var one = await CaseDesk.OpenAsync(database);
        await using var other = await CaseDesk.OpenAsync(database);
        await one.BeginAsync("a");

        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(
                one.SignalAsync($"go {round} one", "a", "Go"),
                other.SignalAsync($"go {round} other", "a", "Go"),
                one.DeliverAsync(),
                other.DeliverAsync());
            await one.DeliverAsync();
        }

        var steps = await one.StepsAsync("a");
        steps.Count(step => step == "note:Done").ShouldBe(40);
        (await one.InstanceAsync("a")).Status.ShouldBe(InstanceStatus.Waiting);
        (await one.Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Deliver_SignalsOfManyInstances_WrittenByOneUseCase_AreAllDelivered(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        await desk.BeginAsync("b");

        await desk.ActAsync("go all", session =>
        {
            session.Raise("a", new Signal("Go"));
            session.Raise("b", new Signal("Go"));
            return Task.FromResult<Ruling<string>>("both");
        });

        (await desk.StepsAsync("a")).ShouldBeEmpty();
        (await desk.DeliverAsync()).ShouldBe(2);
        (await desk.StepsAsync("a")).ShouldBe(["wait:Go", "note:Done"]);
        (await desk.StepsAsync("b")).ShouldBe(["wait:Go", "note:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Deliver_SignalThatAlwaysFails_HoldsUpNobody_AndEndsInAVisibleFault(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(
            database,
            before: CaseActivities.Fail(
                new RetryableActivityException("The printer is on fire."), context => context.SubjectId == "poison"));
        await desk.BeginAsync("poison");
        await desk.BeginAsync("sound");

        await desk.SignalAsync("go poison", "poison", "Go");
        await desk.SignalAsync("stop poison", "poison", "Stop");
        await desk.SignalAsync("go sound", "sound", "Go");
        await desk.DeliverAsync();

        (await desk.StepsAsync("sound")).ShouldBe(["wait:Go", "note:Done"]);
        (await desk.InstanceAsync("poison")).Status.ShouldBe(InstanceStatus.Waiting);
        for (var i = 0; i < 5; i++)
        {
            desk.Process.Time.Advance(TimeSpan.FromHours(2));
            await desk.DeliverAsync();
        }

        var poison = await desk.InstanceAsync("poison");
        poison.Status.ShouldBe(InstanceStatus.Faulted);
        poison.Fault.ShouldBe("The printer is on fire.");
        // Stop came after Go: it must not overtake it.
        (await desk.StepsAsync("poison")).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Retry_OfAFaultedInstance_DeliversInTheOldOrder(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var broken = true;
        await using var desk = await CaseDesk.OpenAsync(
            database, before: CaseActivities.Fail(new PermanentActivityException("No such template."), _ => broken));
        await desk.BeginAsync("a");
        await desk.SignalAsync("go a", "a", "Go");
        await desk.SignalAsync("stop a", "a", "Stop");
        await desk.DeliverAsync();
        (await desk.InstanceAsync("a")).Status.ShouldBe(InstanceStatus.Faulted);

        broken = false;
        (await desk.Process.Deliverer.RetryFaultedAsync("a", CaseDesk.Person, CancellationToken.None)).ShouldBeTrue();
        await desk.DeliverAsync();

        (await desk.StepsAsync("a")).ShouldBe(["wait:Go", "note:Done", "wait:Stop"]);
        (await desk.InstanceAsync("a")).Status.ShouldBe(InstanceStatus.Finished);
        (await desk.Process.Deliverer.RetryFaultedAsync("a", CaseDesk.Person, CancellationToken.None)).ShouldBeFalse();
    }

    [Theory, EachDatabase]
    public async Task Deliver_FailureThatPasses_IsTriedAgainAfterAPause(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var tries = 0;
        await using var desk = await CaseDesk.OpenAsync(
            database, before: CaseActivities.Fail(new RetryableActivityException("Busy."), _ => ++tries < 3));
        await desk.BeginAsync("a");
        await desk.SignalAsync("go a", "a", "Go");
        await desk.DeliverAsync();
        (await desk.StepsAsync("a")).ShouldBeEmpty();

        desk.Process.Time.Advance(TimeSpan.FromHours(1));
        await desk.DeliverAsync();

        (await desk.StepsAsync("a")).ShouldBe(["wait:Go", "note:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Deliver_SignalNobodyWaitsFor_IsShownToTheOperator_AndTheInstanceGoesOn(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");

        await desk.SignalAsync("odd 1", "a", "Odd");
        await desk.SignalAsync("ghost 1", "nobody", "Go");
        await desk.DeliverAsync();
        await desk.SignalAsync("go 1", "a", "Go");

        var parked = await desk.Process.Overview.ParkedSignalsAsync(CancellationToken.None);
        parked.Select(signal => $"{signal.SubjectId} {signal.Signal}").ShouldBe(["a Odd", "nobody Go"]);
        parked[0].Failure.ShouldContain("not for 'Odd'");
        (await desk.StepsAsync("a")).ShouldBe(["wait:Go", "note:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Dismiss_OfAParkedSignal_TakesItOffTheOperatorsList_WithAReason(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        await desk.SignalAsync("odd 1", "a", "Odd");
        await desk.DeliverAsync();
        var parked = (await desk.Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldHaveSingleItem();

        (await desk.Process.Deliverer.DismissAsync(
            parked.Id, "Sent twice.", CaseDesk.Person, CancellationToken.None)).ShouldBeTrue();

        (await desk.Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
        (await desk.Process.Overview.TimelineAsync("a", CancellationToken.None))[^1].Text.ShouldBe("Sent twice.");
        (await desk.Process.Deliverer.DismissAsync(parked.Id, "Again.", CaseDesk.Person, CancellationToken.None)).ShouldBeFalse();
    }

    [Theory, EachDatabase]
    public async Task Deliver_EndOfAChild_ReachesTheParent(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("parent");
        await desk.BeginAsync("child", parent: "parent");

        await desk.SignalAsync("stop child", "child", "Stop");
        await desk.DeliverAsync();

        (await desk.InstanceAsync("child")).Status.ShouldBe(InstanceStatus.Finished);
        (await desk.StepsAsync("parent")).ShouldBe(["wait:ChildEnded", "note:Done"]);
    }
}
