using System.Globalization;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Replay;

/// <summary>The desks a replay acts at.</summary>
public sealed record ReplayDesks(
    ForumRuntime Runtime, ItemDesk Items, MeetingDesk Meetings, ApprovalDesk Approvals, ConsultationDesk Consultations);

/// <summary>
/// Plays the people of one meeting, from the call to the published minutes. Every act has a command id of its own that
/// depends on nothing but the paper: a replay that died goes on by being played again from its start.
/// </summary>
public sealed partial class ReplayDriver(ReplayPlan plan, ForumRules rules, ReplayDesks desks, ReplayWorld world)
{
    private static readonly TimeOnly Morning = new(9, 0);

    private static readonly TimeSpan Confirming = TimeSpan.FromHours(1);

    private readonly List<string> _notes = [];

    /// <summary>What a reader of the result should know besides the timeline.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private DateTimeOffset Begins => plan.Clock.Utc(plan.Date, plan.Time);

    private DateTimeOffset Ends => Begins.AddMinutes(plan.Body.Meetings.DurationMinutes);

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await PlanMeetingsAsync(cancellationToken).ConfigureAwait(false);
        await HandInAsync(cancellationToken).ConfigureAwait(false);
        await ApproveLateAsync(plan.MeetingId, cancellationToken).ConfigureAwait(false);
        await HoldAsync(cancellationToken).ConfigureAwait(false);
        var closed = await CloseAsync(cancellationToken).ConfigureAwait(false);
        await FollowUpAsync(cancellationToken).ConfigureAwait(false);
        if (closed)
            await ApproveMinutesAsync(cancellationToken).ConfigureAwait(false);
        await RunOutAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PlanMeetingsAsync(CancellationToken cancellationToken)
    {
        var call = plan.Calendar.Back(plan.Date, plan.Body.Meetings.Call);
        await world.AdvanceToAsync(plan.Clock.Utc(plan.Calendar.Back(call, 1), Morning), cancellationToken).ConfigureAwait(false);
        await PlanAsync(
            new PlanMeeting(plan.MeetingId, plan.Body.Id, plan.Date, plan.Time)
            {
                Place = plan.Paper.Place,
                Participants = plan.Paper.Participants,
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (body, date) in plan.NamedMeetings())
        {
            await PlanAsync(
                new PlanMeeting(Ids.Meeting(body.Id, date), body.Id, date, Morning), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PlanAsync(PlanMeeting command, CancellationToken cancellationToken)
    {
        Require("plan", await desks.Meetings.PlanAsync(
            command, Secretariat(), "replay/plan/" + command.MeetingId, cancellationToken).ConfigureAwait(false));
        await world.SettleAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task HandInAsync(CancellationToken cancellationToken)
    {
        var called = plan.Calendar.Back(plan.Date, plan.Body.Meetings.Call);
        await world.AdvanceToAsync(
            plan.Clock.Utc(plan.Calendar.Forward(called, 2), Morning), cancellationToken).ConfigureAwait(false);
        foreach (var item in plan.Items)
        {
            var id = item.Draft.ItemId;
            Require(id,
                await desks.Items.DraftAsync(item.Draft, Owner(), "replay/draft/" + id, cancellationToken).ConfigureAwait(false));
            await world.SettleAsync(cancellationToken).ConfigureAwait(false);
            Require(id, await desks.Items.SubmitAsync(
                new SubmitItem(id) { MeetingDate = plan.Date }, Owner(), "replay/submit/" + id,
                cancellationToken).ConfigureAwait(false));
            await world.SettleAsync(cancellationToken).ConfigureAwait(false);
            await AcceptFindingsAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>In a replay the secretariat accepts every finding; the timeline says so.</summary>
    private async Task AcceptFindingsAsync(string itemId, CancellationToken cancellationToken)
    {
        var item = await ReadAsync(
            (session, token) => session.Items.GetAsync(itemId, token), cancellationToken).ConfigureAwait(false);
        if (item.State != ItemState.FindingsOpen)
            return;
        Require(itemId, await desks.Items.AcceptFindingsAsync(
            new AcceptFindings(itemId, ReplayTexts.FindingsAccepted), Secretariat(), "replay/accept/" + itemId,
            cancellationToken).ConfigureAwait(false));
        await world.SettleAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first approver is late: nobody answers until the ladder has handed the duty over, or has run out.</summary>
    private async Task ApproveLateAsync(string meetingId, CancellationToken cancellationToken)
    {
        var approval = await NextApprovalAsync(meetingId, cancellationToken).ConfigureAwait(false);
        while (approval is { State: ApprovalState.Pending } && !HandedOver(approval)
            && await NextRungAsync(approval, cancellationToken).ConfigureAwait(false) is { } at)
        {
            await world.AdvanceToAsync(at, cancellationToken).ConfigureAwait(false);
            approval = await ReadAsync(
                (session, token) => session.Approvals.GetAsync(approval.Id, token), cancellationToken).ConfigureAwait(false);
        }

        if (approval is null)
            return;
        await AnswerAsync(approval, cancellationToken).ConfigureAwait(false);
    }

    private async Task AnswerAsync(Approval approval, CancellationToken cancellationToken)
    {
        var rungs = await ReadAsync(
            (session, token) => session.DeadlinesOfAsync(approval.Id, token), cancellationToken).ConfigureAwait(false);
        var last = rungs.Select(rung => rung.FiredAt).Append(approval.AskedAt).Max()!.Value;
        await world.AdvanceToAsync(NextMorning(last), cancellationToken).ConfigureAwait(false);
        foreach (var approver in approval.Approvers)
        {
            var ruling = await desks.Approvals.ApproveAsync(
                new AnswerApproval(approval.Id, approval.ContentHash), Actor(approver.HolderId),
                $"replay/approve/{approval.Id}/{approver.PersonId}", cancellationToken).ConfigureAwait(false);
            // One of two chairs may be enough: then the second answer is refused, and that is no mistake.
            if (!ruling.IsAccepted && ruling.Refusal.Code != "approval-ended")
                Require(approval.Id, ruling);
            await world.SettleAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        await world.AdvanceToAsync(Begins, cancellationToken).ConfigureAwait(false);
        Require(plan.MeetingId, await desks.Meetings.HoldAsync(
            new HoldMeeting(plan.MeetingId), Leader(), "replay/hold/" + plan.MeetingId, cancellationToken).ConfigureAwait(false));
        await world.SettleAsync(cancellationToken).ConfigureAwait(false);
        await world.AdvanceToAsync(Ends, cancellationToken).ConfigureAwait(false);
        foreach (var item in plan.Items.Where(item => item.Decision is not null))
        {
            var command = new RecordDecision(item.Draft.ItemId, item.Decision!) { Absent = item.Printed.Absent };
            Require(command.ItemId, await desks.Items.RecordDecisionAsync(
                command, Secretariat(), "replay/decide/" + command.ItemId, cancellationToken).ConfigureAwait(false));
            await world.SettleAsync(cancellationToken).ConfigureAwait(false);
        }

        await world.AdvanceToAsync(Ends + Confirming, cancellationToken).ConfigureAwait(false);
        foreach (var item in plan.Items)
            await ConfirmAsync(item.Draft.ItemId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The secretariat confirms what the classifier proposes; what it does not understand stays undecided.</summary>
    private async Task ConfirmAsync(string itemId, CancellationToken cancellationToken)
    {
        var treatments = await ReadAsync(
            (session, token) => session.TreatmentsOfItemAsync(itemId, token), cancellationToken).ConfigureAwait(false);
        if (treatments.LastOrDefault(treatment => treatment.Decision is not null)?.Decision is not { } decision
            || decision.Proposed.Kind is DecisionOutcome.NoDecision or DecisionOutcome.Unknown)
            return;
        Require(itemId, await desks.Items.ConfirmOutcomeAsync(
            new ConfirmOutcome(itemId), Secretariat(), "replay/confirm/" + itemId, cancellationToken).ConfigureAwait(false));
        await world.SettleAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> CloseAsync(CancellationToken cancellationToken)
    {
        await world.AdvanceToAsync(NextMorning(Ends + Confirming), cancellationToken).ConfigureAwait(false);
        var ruling = await desks.Meetings.CloseAsync(
            new CloseMeeting(plan.MeetingId) { AcceptFindings = ReplayTexts.FindingsAccepted }, Secretariat(),
            "replay/close/" + plan.MeetingId, cancellationToken).ConfigureAwait(false);
        await world.SettleAsync(cancellationToken).ConfigureAwait(false);
        if (!ruling.IsAccepted)
            _notes.Add(ruling.Refusal.Text);
        return ruling.IsAccepted;
    }

    /// <summary>
    /// Ladders that nobody answers run to their end; tasks are asked for again and again, so they do not count.
    /// </summary>
    private async Task RunOutAsync(CancellationToken cancellationToken)
    {
        while (await OwnDeadlineAsync(cancellationToken).ConfigureAwait(false) is { } due)
            await world.AdvanceToAsync(due, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DateTimeOffset?> OwnDeadlineAsync(CancellationToken cancellationToken)
    {
        var open = await world.Overview.OpenDeadlinesAsync(cancellationToken).ConfigureAwait(false);
        return open.Where(deadline => deadline.Kind is "chairChoice")
            .Select(deadline => (DateTimeOffset?)deadline.Due).FirstOrDefault();
    }

    private async Task<DateTimeOffset?> NextRungAsync(Approval approval, CancellationToken cancellationToken)
    {
        var deadlines = await ReadAsync(
            (session, token) => session.DeadlinesOfAsync(approval.Id, token), cancellationToken).ConfigureAwait(false);
        return deadlines.Where(deadline => deadline.IsOpen).Select(deadline => (DateTimeOffset?)deadline.Due).FirstOrDefault();
    }

    /// <summary>Lets time pass until the meeting's agenda is put to approval.</summary>
    private async Task<Approval?> NextApprovalAsync(string meetingId, CancellationToken cancellationToken)
    {
        var meeting = await ReadAsync(
            (session, token) => session.Meetings.GetAsync(meetingId, token), cancellationToken).ConfigureAwait(false);
        foreach (var deadline in meeting.Plan.OrderBy(deadline => deadline.Due))
        {
            var approvals = await ReadAsync(
                (session, token) => session.ApprovalsAboutAsync(meetingId, token), cancellationToken).ConfigureAwait(false);
            if (approvals is [.., var approval])
                return approval;
            await world.AdvanceToAsync(deadline.Due, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private static bool HandedOver(Approval approval) =>
        approval.Approvers.Any(approver => approver.HolderId != approver.PersonId);

    /// <summary>
    /// Counted from what happened, never from the clock: a replay begun anew finds it further on than the first did.
    /// </summary>
    private DateTimeOffset NextMorning(DateTimeOffset after) =>
        plan.Clock.Utc(plan.Calendar.Forward(plan.Clock.Day(after.AddTicks(-1)), 1), Morning);

    private Actor Secretariat() => Actor(InventedPeople.Id(plan.Body, "secretariat"));

    private Actor Owner() => Actor(InventedPeople.Id(plan.Body, "itemOwner"));

    private Actor Leader() => Actor(InventedPeople.Id(plan.Body, "meetingLeader"));

    private Actor Actor(string personId) => new(personId, rules.People.Find(personId)?.Name ?? personId);

    private Task<T> ReadAsync<T>(Func<ForumSession, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        desks.Runtime.ReadAsync(read, cancellationToken);

    private static void Require<T>(string step, Ruling<T> ruling)
    {
        if (!ruling.IsAccepted)
            throw new ReplayRefusedException(step, ruling.Refusal);
    }
}
