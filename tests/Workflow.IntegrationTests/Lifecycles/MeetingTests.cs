using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Engine.Instances;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class MeetingTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Meeting_WholeWay_IsPublishedWhenTheNextMeetingHasApprovedTheMinutes(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await HeldAsync(world);
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(id));
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.MinutesInConsultation);
        var next = await world.PlanAsync(June.AddDays(14));
        await AnswerAllAsync(world, id);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.MinutesInApproval);
        var approving = Ids.MinutesItem(id, 1);
        (await world.ItemAsync(approving)).State.ShouldBe(ItemState.OnAgenda);
        await world.CloseSubmissionsAsync(next);
        await world.ApproveAgendaAsync(next);
        Accept(await world.HoldAsync(next));

        await world.DecideAsync(approving, "Referatet blev godkendt.");

        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Published);
        (await world.InstanceAsync(id)).Status.ShouldBe(InstanceStatus.Finished);
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.Reported);
        (await world.StepsAsync(id)).ShouldBe(
        [
            "awaitCall:Due", "call:Done", "awaitClose:Due", "compose:Done", "approveAgenda:Approved",
            "dispatch:Done", "awaitHeld:Held",
            "awaitDecisions:Closed", "draftMinutes:Done", "settle:ByConsultation", "consultMinutes:Closed",
            "approveMinutes:Approved",
            "publishMinutes:Done",
        ]);
        (await world.LettersAsync(id, "minutesPublished")).ShouldBe(["chair", "member"]);
        (await world.ReadAsync(session => session.PublicationsAboutAsync(id, CancellationToken.None)))
            .Where(page => page.Audience is null).Select(page => page.Path)
            .ShouldBe([$"published/{id}/agenda-v1.html", $"published/{id}/minutes-v1.html"]);
        (await world.OpenDeadlinesAsync(id)).ShouldBeEmpty();
        var plan = Accept(await world.Meetings.PlanAsync(id, CancellationToken.None));
        plan.Stations.ShouldAllBe(station => station.State == StationState.Done && station.DoneAt != null);
        plan.Warnings.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Meeting_WhoseAgendaNobodyApproves_IsAmongThoseInTroubleUntilItIsApproved(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InApprovalAsync(world);
        var approval = (await world.MeetingAsync(id)).Plan.Single(station => station.Kind == MeetingPlan.AgendaApproval);
        (await world.Meetings.InTroubleAsync(CancellationToken.None)).ShouldBeEmpty();

        await world.AdvanceToAsync(approval.Day.AddDays(1));

        var plan = (await world.Meetings.InTroubleAsync(CancellationToken.None)).ShouldHaveSingleItem();
        plan.Meeting.Id.ShouldBe(id);
        plan.Warnings.ShouldHaveSingleItem()
            .ShouldStartWith("The approval of the agenda is 1 working day late: the dispatch of the agenda on ");
        await world.ApproveAgendaAsync(id);
        (await world.Meetings.InTroubleAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Minutes_WhoseItemIsWithdrawn_AreDraftedAndConsultedAnew(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await HeldAsync(world);
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(id));
        await AnswerAllAsync(world, id);

        await WithdrawAsync(world, Ids.MinutesItem(id, 1));

        var meeting = await world.MeetingAsync(id);
        (meeting.State, meeting.MinutesVersion).ShouldBe((MeetingState.MinutesInConsultation, 2));
        await AnswerAllAsync(world, id);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.MinutesInApproval);
        (await world.ItemAsync(Ids.MinutesItem(id, 2))).State.ShouldBe(ItemState.AwaitingMeeting);
    }

    [Theory, EachDatabase]
    public async Task Meeting_ThatApprovesItsOwnMinutes_IsPublishedAtItsClose(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { MinutesApprovedAt = MinutesApprovalWay.SameMeeting });
        var id = await HeldAsync(world);
        await world.DecideAsync("benches");

        Accept(await world.CloseAsync(id));

        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Published);
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.Reported);
        (await world.StepsAsync(id)).TakeLast(3).ShouldBe(["draftMinutes:Done", "settle:SameMeeting", "publishMinutes:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Meeting_OnItsWay_TellsEverybodyOnceAndWritesEveryActDown(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);

        var id = await HeldAsync(world);

        (await world.LettersAsync(id, "call")).ShouldBe(["chair", "member", "owner"]);
        (await world.LettersAsync(id, "invitation")).ShouldBe(["chair", "clerk", "member"]);
        (await world.ActsAsync(id)).Where(act => act != "agendaFinding").ShouldBe(
        [
            "meetingPlanned", "itemsCalled", "submissionsClosed", "agendaComposed", "agendaApproved", "published",
            "agendaDispatched", "meetingHeld",
        ]);
        var treatment = (await world.ReadAsync(
            session => session.TreatmentsOfMeetingAsync(id, CancellationToken.None))).ShouldHaveSingleItem();
        treatment.Number.ShouldBe("1");
    }

    [Theory, EachDatabase]
    public async Task Close_WhileAnItemIsUndecided_IsRefusedAndNamesIt(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await HeldAsync(world);

        var refusal = (await world.CloseAsync(id)).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("items-undecided");
        refusal.Text.ShouldContain("1");
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Held);
    }

    [Theory, EachDatabase]
    public async Task Close_WithAPersonalNumberInADecision_NeedsAReason(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await HeldAsync(world);
        await world.DecideAsync("benches", "Taget til efterretning. Borgeren har nummer 010190-1234.");

        (await world.CloseAsync(id)).Refusal.ShouldNotBeNull().Code.ShouldBe("minutes-have-errors");
        Accept(await world.CloseAsync(id, "An invented number."));

        (await world.ActsAsync(id)).ShouldContain("findingsAccepted");
        (await world.CloseAsync(id)).Refusal.ShouldNotBeNull().Code.ShouldBe("meeting-closed");
    }

    [Theory, EachDatabase]
    public async Task Agenda_Rejected_IsCorrectedAndApproved(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InApprovalAsync(world);
        (await world.Meetings.CorrectAgendaAsync(new CorrectAgenda(id), Clerk, world.NextCommand, CancellationToken.None))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("agenda-not-rejected");

        await world.RejectAgendaAsync(id);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.SubmissionsClosed);
        (await OpenTasksAsync(world, id)).ShouldBe(["correctAgenda"]);
        Accept(await world.Meetings.CorrectAgendaAsync(
            new CorrectAgenda(id, "Item 1 is ready."), Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();
        (await OpenTasksAsync(world, id)).ShouldBeEmpty();
        await world.ApproveAgendaAsync(id);

        var meeting = await world.MeetingAsync(id);
        (meeting.State, meeting.AgendaVersion).ShouldBe((MeetingState.Dispatched, 2));
    }

    [Theory, EachDatabase]
    public async Task Agenda_ChangedWhileItIsApproved_IsAskedForAgain(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InApprovalAsync(world);
        var before = await world.PendingApprovalAsync(id);

        await world.SubmitAsync("lamps", "Lamps", May, "The old ones broke.");

        var after = await world.PendingApprovalAsync(id);
        (after.Id, after.Version).ShouldBe((before.Id, 2));
        after.ContentHash.ShouldNotBe(before.ContentHash);
        (await world.LettersAsync(after.Id, "approvalRequest")).ShouldBe(["chair", "chair"]);
        await world.ApproveAgendaAsync(id);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Dispatched);
    }

    [Theory, EachDatabase]
    public async Task Agenda_ChangedAfterItWasSent_GetsAnAddendumWithTheNextFreeNumber(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await DispatchedAsync(world);

        await world.SubmitAsync("lamps", "Lamps", May, "The old ones broke.");

        (await world.ReadAsync(session => session.TreatmentsOfMeetingAsync(id, CancellationToken.None))).Select(
            treatment => treatment.Number)
            .ShouldBe(["1", "2"]);
        (await world.ReadAsync(session => session.PublicationsAboutAsync(id, CancellationToken.None))).Select(
            page => page.Version).ShouldBe([1, 2]);
        (await world.LettersAsync(id, "invitation")).Count.ShouldBe(6);
        var page = (await world.ReadAsync(session => session.PublicationsAboutAsync(id, CancellationToken.None)))[^1].Content;
        page.ShouldContain("<dt>After the deadline because</dt>");
        page.ShouldContain("<dd>The old ones broke.</dd>");
    }

    [Theory, EachDatabase]
    public async Task Meeting_ForgottenAfterItsDay_BecomesATask(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await DispatchedAsync(world);

        await world.AdvanceToAsync(May.AddDays(1));

        (await OpenTasksAsync(world, id)).ShouldBe(["holdMeeting"]);
        Accept(await world.HoldAsync(id));
        (await OpenTasksAsync(world, id)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Plan_TwoMeetingsAtOnce_OfferAWaitingItemOnePlace(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await world.SubmitAsync("benches", "Benches");
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.AwaitingMeeting);

        foreach (var day in new[] { May, June })
        {
            Accept(await world.Meetings.PlanAsync(
                new PlanMeeting(null, "council", day, new TimeOnly(14, 0)), Clerk, world.NextCommand, CancellationToken.None));
        }

        await world.SettleAsync();
        (await world.ItemAsync("benches")).TargetDate.ShouldBe(May);
    }

    [Theory, EachDatabase]
    public async Task Plan_TheSameMeetingAgain_IsRefused(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await world.PlanAsync(May);

        var again = await world.Meetings.PlanAsync(
            new PlanMeeting(null, "council", May, new TimeOnly(9, 0)), Clerk, world.NextCommand, CancellationToken.None);

        again.Refusal.ShouldNotBeNull().Code.ShouldBe("meeting-exists");
    }

    [Theory, EachDatabase]
    public async Task Draft_ForTheViewer_LeavesOutWhatIsNotForThem(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        Accept(await world.Items.DraftAsync(
            new DraftItem("secret", "council", "CANARY title") { Access = Access.Closed, MeetingDate = May }, Clerk,
            world.NextCommand, CancellationToken.None));
        Accept(await world.Items.SubmitAsync(new SubmitItem("secret"), Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();

        var open = Accept(await world.Meetings.DraftAgendaAsync(id, Viewer.Public("council"), CancellationToken.None));
        var own = Accept(await world.Meetings.DraftAgendaAsync(id, Viewer.Secretariat("council"), CancellationToken.None));

        open.Html.ShouldNotContain("CANARY");
        own.Html.ShouldContain("CANARY");
        var overview = Accept(await world.Meetings.OverviewAsync(id, CancellationToken.None));
        overview.Instance!.ActivityId.ShouldBe("awaitCall");
        overview.Items.ShouldHaveSingleItem();
    }

    internal static async Task<string> InApprovalAsync(MeetingWorld world)
    {
        var id = await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        await world.CloseSubmissionsAsync(id);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.AgendaInApproval);
        return id;
    }

    internal static async Task<string> DispatchedAsync(MeetingWorld world)
    {
        var id = await InApprovalAsync(world);
        await world.ApproveAgendaAsync(id);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Dispatched);
        return id;
    }

    internal static async Task<string> HeldAsync(MeetingWorld world)
    {
        var id = await DispatchedAsync(world);
        await world.AdvanceToAsync(May);
        Accept(await world.HoldAsync(id));
        return id;
    }

    internal static async Task AnswerAllAsync(MeetingWorld world, string meetingId)
    {
        var consultation = (await world.ReadAsync(session => session.ConsultationsAboutAsync(meetingId, CancellationToken.None)))
            .Where(open => open.State == ConsultationState.Open).ShouldHaveSingleItem();
        foreach (var party in consultation.Parties)
        {
            Accept(await world.Consultations.AnswerAsync(
                new AnswerConsultation(consultation.Id, party.Id, null), Clerk, world.NextCommand, CancellationToken.None));
            await world.SettleAsync();
        }
    }

    private static async Task WithdrawAsync(MeetingWorld world, string itemId)
    {
        Accept(await world.Items.WithdrawAsync(
            new WithdrawItem(itemId, "Something is missing."), Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();
    }

    internal static async Task<IEnumerable<string>> OpenTasksAsync(MeetingWorld world, string meetingId) =>
        (await world.ReadAsync(session => session.OpenTasksAsync(meetingId, CancellationToken.None))).Select(task => task.Kind);
}
