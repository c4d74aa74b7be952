using Shouldly;
using Workflow.Activities.Items;
using Workflow.Activities.Meetings;
using Workflow.Activities.Tasks;
using Workflow.Forums.Decisions;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingTests;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>
/// A task that stands for an act is ticked off by the act alone: else its case would wait, and nobody be reminded.
/// </summary>
public sealed class TaskActTests(TestDatabases databases)
{
    private static readonly DateOnly April = new(2026, 4, 14);

    [Theory, EachDatabase]
    public async Task HoldAndClose_AreTickedOffByTheirActsAlone(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await DispatchedAsync(world);
        await world.AdvanceToAsync(May.AddDays(1));
        (await RefusedAsync(world, id, "holdMeeting")).ShouldContain("held");

        Accept(await world.HoldAsync(id));

        (await OpenTasksAsync(world, id)).ShouldBeEmpty();
        await world.AdvanceToAsync((await world.MeetingAsync(id)).Plan.Single(station => station.Kind == "minutesDraft").Due);
        (await RefusedAsync(world, id, "closeMeeting")).ShouldContain("close the meeting");
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(id));
        (await OpenTasksAsync(world, id)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task CorrectingAnAgenda_IsTickedOffByTheCorrection(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InApprovalAsync(world);
        await world.RejectAgendaAsync(id);
        (await RefusedAsync(world, id, "correctAgenda")).ShouldContain("correct the agenda");

        Accept(await world.ActAsync(
            world.Meetings.CorrectAgendaAsync(new CorrectAgenda(id), Clerk, world.NextCommand, CancellationToken.None)));

        (await OpenTasksAsync(world, id)).ShouldBeEmpty();
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.AgendaInApproval);
    }

    [Theory, EachDatabase]
    public async Task ItemWithoutAMeeting_KeepsItsTaskUntilThereIsOne(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await world.SubmitAsync("benches", "Benches");
        (await RefusedAsync(world, "benches", "noMeeting")).ShouldContain("plan a meeting");

        await world.PlanAsync(May);

        (await OpenTasksAsync(world, "benches")).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task FindingsThatNobodyAccepts_AreATask_UntilTheyAreAcceptedOrMended(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await world.MeetAsync(ItemWorld.District, April);
        var draft = ItemWorld.Lamps(April) with { Attachments = [new ItemAttachment("Lampeplan.docm", "7002", "26-114")] };
        var task = (await world.SubmitAsync(draft)).OpenTasks.ShouldHaveSingleItem();
        task.Kind.ShouldBe("findings");
        (await world.LettersAsync(task.Id)).ShouldHaveSingleItem().Letter.ToPersonId.ShouldBe(ItemWorld.Clerk.Id);

        var refused = await world.Tasks.DoneAsync(
            new CompleteTask(task.Id), ItemWorld.Clerk, world.NextCommand, CancellationToken.None);
        ItemWorld.Accept(await world.Desk.AcceptFindingsAsync(
            new AcceptFindings("lamps", "It is not published."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("task-needs-act");
        (await world.LookAsync("lamps")).OpenTasks.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task AnOverdueApproval_IsNotTickedOffByHand(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        await world.AdvanceToAsync(approval.DueDay.AddDays(14));

        (await RefusedAsync(world, approval.Id, "approvalOverdue")).ShouldContain("approves or rejects");
        Accept(await world.AnswerAsync(approval, Chair));

        (await OpenTasksAsync(world, approval.Id)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public Task PartiesOfAHearing_AreNotTickedOffByHand(DatabaseKind kind) =>
        IsNotTickedOffByHandAsync(kind, "Sendes i høring.", DecisionOutcome.SentToHearing, "hearingParties");

    [Theory, EachDatabase]
    public Task TheChairsChoice_IsNotTickedOffByHand(DatabaseKind kind) =>
        IsNotTickedOffByHandAsync(kind, "Forkastet.", DecisionOutcome.Rejected, "chairChoice");

    [Theory, EachDatabase]
    public Task AReturnedItem_IsNotTickedOffByHand(DatabaseKind kind) =>
        IsNotTickedOffByHandAsync(kind, "Sendes tilbage til fornyet behandling.", DecisionOutcome.ReturnedForWork, "resubmit");

    private async Task IsNotTickedOffByHandAsync(DatabaseKind kind, string text, DecisionOutcome outcome, string task)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", text, outcome);
        await world.WaitDaysAsync(14);
        var open = (await world.LookAsync("lamps")).OpenTasks.Single(other => other.Kind == task);

        var refused = await world.Tasks.DoneAsync(
            new CompleteTask(open.Id), ItemWorld.Clerk, world.NextCommand, CancellationToken.None);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("task-needs-act");
        await world.WithdrawAsync("lamps");
        (await world.LookAsync("lamps")).OpenTasks.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task ATaskThatAsksForNoAct_IsTickedOffByHand(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April, Forums.Papers.PlannedRoute.Refers));
        await world.MeetAsync(ItemWorld.County, new DateOnly(2026, 5, 19));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Godkendt.", DecisionOutcome.Approved);
        var open = (await world.LookAsync("lamps")).OpenTasks.ShouldHaveSingleItem();

        ItemWorld.Accept(
            await world.Tasks.DoneAsync(new CompleteTask(open.Id), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        (await world.LookAsync("lamps")).OpenTasks.ShouldBeEmpty();
    }

    /// <returns>What the person is told.</returns>
    private static async Task<string> RefusedAsync(MeetingWorld world, string aboutId, string kind)
    {
        SecretariatTask task = (await world.ReadAsync(session => session.OpenTasksAsync(aboutId, CancellationToken.None))).Single(
            open => open.Kind == kind);
        var refusal = (await world.ActAsync(
            world.Tasks.DoneAsync(new CompleteTask(task.Id), Clerk, world.NextCommand, CancellationToken.None)))
            .Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("task-needs-act");
        return refusal.Text;
    }
}
