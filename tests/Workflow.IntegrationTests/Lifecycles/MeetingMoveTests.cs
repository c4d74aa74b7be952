using Shouldly;
using Workflow.Engine.Instances;
using Workflow.Forums.Approvals;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>A meeting is moved, or cancelled, at every place where its lifecycle waits.</summary>
public sealed class MeetingMoveTests(TestDatabases databases)
{
    public static TheoryData<DatabaseKind, string> Places()
    {
        var data = new TheoryData<DatabaseKind, string>();
        foreach (var kind in Enum.GetValues<DatabaseKind>())
            data.AddRange(
                [.. new[] { "awaitCall", "awaitClose", "approveAgenda", "awaitCorrection", "awaitHeld" }.Select(
                    place => (kind, place))]);
        return data;
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Move_AtEveryWait_RewritesTheDeadlinesAndTellsOnce(DatabaseKind kind, string place)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await WaitingAtAsync(world, place);
        var told = (await world.MeetingAsync(id)).ToldPersonIds;

        await world.MoveAsync(id, June);

        (await world.InstanceAsync(id)).ActivityId.ShouldBe(place);
        var meeting = await world.MeetingAsync(id);
        (meeting.Date, meeting.ScheduleVersion).ShouldBe((June, 2));
        (await world.OpenDeadlinesAsync(id)).ShouldAllBe(deadline => deadline.SubjectVersion == 2);
        (await world.LettersAsync(id, "moved")).ShouldBe(told);
        await world.AdvanceToAsync(June.AddDays(-7));
        (await world.LettersAsync(id, "moved")).Order(StringComparer.Ordinal).ShouldBe(told);
    }

    [Theory, EachDatabase]
    public async Task Move_DuringApproval_RemindsForTheNewDayOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await WaitingAtAsync(world, "approveAgenda");
        var before = await world.PendingApprovalAsync(id);

        await world.MoveAsync(id, June);

        var after = await world.PendingApprovalAsync(id);
        after.Id.ShouldBe(before.Id);
        after.ContentHash.ShouldBe(before.ContentHash);
        after.DueDay.ShouldBeGreaterThan(before.DueDay);
        after.Title.ShouldContain("2026-06-17");
        await world.AdvanceToAsync(before.DueDay.AddDays(1));
        (await world.LettersAsync(after.Id, "reminder")).ShouldBeEmpty();
        await world.AdvanceToAsync(after.DueDay.AddDays(1));
        (await world.LettersAsync(after.Id, "reminder")).ShouldNotBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Move_AfterDispatch_PublishesTheAgendaWithTheNewDay(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await WaitingAtAsync(world, "awaitHeld");

        await world.MoveAsync(id, June);

        var pages = await world.ReadAsync(session => session.PublicationsAboutAsync(id, CancellationToken.None));
        pages.Select(page => page.Version).ShouldBe([1, 2]);
        pages[^1].Content.ShouldContain("17 June 2026");
        Accept(await world.HoldAsync(id));
    }

    [Theory, EachDatabase]
    public async Task Move_TwiceBeforeAnyLetterHasLeft_TellsOfTheLastDateOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await WaitingAtAsync(world, "awaitHeld");

        await world.MoveAsync(id, June);
        await world.MoveAsync(id, June.AddDays(7));

        await world.Outbox().DrainAsync(CancellationToken.None);
        var moved = world.Transport.Sent.Where(letter => letter.Kind == "moved").ToList();
        moved.ShouldAllBe(letter => letter.Text.Contains("24 June 2026", StringComparison.Ordinal));
        moved.Count.ShouldBe((await world.MeetingAsync(id)).ToldPersonIds.Count);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Cancel_AtEveryWait_TakesEverythingBack(DatabaseKind kind, string place)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await WaitingAtAsync(world, place);
        var meeting = await world.MeetingAsync(id);
        await world.PlanAsync(June);

        await world.CancelAsync(id);

        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Cancelled);
        (await world.InstanceAsync(id)).Status.ShouldBe(InstanceStatus.Finished);
        (await world.OpenDeadlinesAsync(id)).ShouldBeEmpty();
        (await world.LettersAsync(id, "cancellation")).ShouldBe(meeting.ToldPersonIds);
        (await world.ReadAsync(session => session.ApprovalsAboutAsync(id, CancellationToken.None)))
            .ShouldAllBe(approval => approval.State != ApprovalState.Pending);
        (await world.ReadAsync(session => session.OpenTasksAsync(id, CancellationToken.None))).ShouldBeEmpty();
        var item = await world.ItemAsync("benches");
        (item.State, item.TargetDate).ShouldBe((ItemState.OnAgenda, June));
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.ShouldNotContain(letter => letter.AboutId == id && letter.Kind != "cancellation");
    }

    [Theory, EachDatabase]
    public async Task Cancel_AfterTheMeetingWasHeld_IsRefused(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await WaitingAtAsync(world, "awaitHeld");
        Accept(await world.HoldAsync(id));

        var ruling = await world.Meetings.CancelAsync(
            new Workflow.Activities.Meetings.CancelMeeting(id, "Too late."), Clerk, world.NextCommand, CancellationToken.None);

        ruling.Refusal.ShouldNotBeNull().Code.ShouldBe("meeting-not-ahead");
    }

    private static async Task<string> WaitingAtAsync(MeetingWorld world, string place)
    {
        if (place is "approveAgenda" or "awaitCorrection" or "awaitHeld")
        {
            var id = place == "awaitHeld" ? await MeetingTests.DispatchedAsync(world) : await MeetingTests.InApprovalAsync(world);
            if (place == "awaitCorrection")
                await world.RejectAgendaAsync(id);
            return id;
        }

        var early = await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        if (place == "awaitClose")
            await world.AdvanceToAsync((await world.MeetingAsync(early)).Plan.First(deadline => deadline.Kind == "call").Due);
        (await world.InstanceAsync(early)).ActivityId.ShouldBe(place);
        return early;
    }
}
