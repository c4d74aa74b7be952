using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;

namespace Workflow.Activities.Replay;

/// <summary>What comes after the meeting: follow-ups, the minutes in consultation, and the meeting that approves them.</summary>
public sealed partial class ReplayDriver
{
    private const int WeeksToTheNextMeeting = 8;

    /// <summary>What was promised comes back: the later meetings are planned, and the draft items handed in for them.</summary>
    private async Task FollowUpAsync(CancellationToken cancellationToken)
    {
        var followUps = await ReadAsync(
            (session, token) => session.FollowUpsOfBodyAsync(plan.Body.Id, token), cancellationToken).ConfigureAwait(false);
        foreach (var followUp in followUps)
        {
            await PlanLaterAsync(LaterDate(followUp), cancellationToken).ConfigureAwait(false);
            if (followUp.DraftItemId is { } draft)
            {
                await desks.Items.SubmitAsync(
                    new SubmitItem(draft), Owner(), "replay/submit/" + draft, cancellationToken).ConfigureAwait(false);
                await world.SettleAsync(cancellationToken).ConfigureAwait(false);
                await AcceptFindingsAsync(draft, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ApproveMinutesAsync(CancellationToken cancellationToken)
    {
        await AnswerConsultationAsync(cancellationToken).ConfigureAwait(false);
        var meeting = await ReadAsync(
            (session, token) => session.Meetings.GetAsync(plan.MeetingId, token), cancellationToken).ConfigureAwait(false);
        if (meeting.State is MeetingState.Published or MeetingState.MinutesApproved
            || plan.Body.MinutesApprovedAt == MinutesApprovalWay.SameMeeting)
            return;
        // A follow-up may have planned a meeting already; then the minutes are on its agenda, and no other is needed.
        if (await ApprovingMeetingAsync(cancellationToken).ConfigureAwait(false) is not { } approving)
        {
            var date = await PlanLaterAsync(LaterDate(followUp: null), cancellationToken).ConfigureAwait(false);
            approving = await ApprovingMeetingAsync(cancellationToken).ConfigureAwait(false) ?? Ids.Meeting(plan.Body.Id, date);
        }

        await PlayNextMeetingAsync(approving, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The meeting on whose agenda these minutes stand.</summary>
    private Task<string?> ApprovingMeetingAsync(CancellationToken cancellationToken) => ReadAsync(
        async (session, token) =>
        {
            foreach (var meeting in await session.MeetingsOfBodyAsync(plan.Body.Id, plan.Date, token).ConfigureAwait(false))
            {
                foreach (var treatment in await session.TreatmentsOfMeetingAsync(meeting.Id, token).ConfigureAwait(false))
                {
                    var item = await session.Items.GetAsync(treatment.ItemId, token).ConfigureAwait(false);
                    if (treatment.State != TreatmentState.Removed && item.Standing == StandingItem.ApproveMinutes
                        && item.AboutMeetingId == plan.MeetingId)
                        return meeting.Id;
                }
            }

            return (string?)null;
        },
        cancellationToken);

    /// <summary>One member says at once that there is nothing to remark; the others let the deadline pass.</summary>
    private async Task AnswerConsultationAsync(CancellationToken cancellationToken)
    {
        var consultations = await ReadAsync(
            (session, token) => session.ConsultationsAboutAsync(plan.MeetingId, token), cancellationToken).ConfigureAwait(false);
        if (consultations is not [.., var consultation])
            return;
        await world.AdvanceToAsync(
            plan.Clock.Utc(plan.Calendar.Forward(plan.Clock.Day(consultation.OpensAt), 1), Morning), cancellationToken)
            .ConfigureAwait(false);
        var party = consultation.Parties[0];
        Require(consultation.Id, await desks.Consultations.AnswerAsync(
            new AnswerConsultation(consultation.Id, party.Id, Text: null), Actor(party.Id),
            "replay/answer/" + consultation.Id, cancellationToken).ConfigureAwait(false));
        await world.AdvanceToAsync(consultation.Deadline + LastMinute.Grace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The next meeting, with the one item that approves the minutes.</summary>
    private async Task PlayNextMeetingAsync(string meetingId, CancellationToken cancellationToken)
    {
        if (await NextApprovalAsync(meetingId, cancellationToken).ConfigureAwait(false) is { } approval)
            await AnswerAsync(approval, cancellationToken).ConfigureAwait(false);
        var meeting = await ReadAsync(
            (session, token) => session.Meetings.GetAsync(meetingId, token), cancellationToken).ConfigureAwait(false);
        await world.AdvanceToAsync(plan.Clock.Utc(meeting.Date, meeting.Time), cancellationToken).ConfigureAwait(false);
        Require(meetingId, await desks.Meetings.HoldAsync(
            new HoldMeeting(meetingId), Leader(), "replay/hold/" + meetingId, cancellationToken).ConfigureAwait(false));
        await world.SettleAsync(cancellationToken).ConfigureAwait(false);
        foreach (var treatment in await ReadAsync(
            (session, token) => session.TreatmentsOfMeetingAsync(meetingId, token), cancellationToken).ConfigureAwait(false))
        {
            var item = await ReadAsync(
                (session, token) => session.Items.GetAsync(treatment.ItemId, token), cancellationToken).ConfigureAwait(false);
            if (item.Standing == StandingItem.ApproveMinutes && item.AboutMeetingId == plan.MeetingId)
                await ApproveByItemAsync(item.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ApproveByItemAsync(string itemId, CancellationToken cancellationToken)
    {
        Require(itemId, await desks.Items.RecordDecisionAsync(
            new RecordDecision(itemId, ReplayTexts.MinutesApproved), Secretariat(), "replay/decide/" + itemId,
            cancellationToken).ConfigureAwait(false));
        await world.SettleAsync(cancellationToken).ConfigureAwait(false);
        await ConfirmAsync(itemId, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DateOnly> PlanLaterAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(
            (session, token) => session.MeetingsOfBodyAsync(plan.Body.Id, date, token), cancellationToken).ConfigureAwait(false);
        if (known.FirstOrDefault(meeting => meeting.Date == date) is null)
            await PlanAsync(new PlanMeeting(Ids.Meeting(plan.Body.Id, date), plan.Body.Id, date, plan.Time), cancellationToken)
                .ConfigureAwait(false);
        return date;
    }

    /// <summary>Some weeks on, on the same day of the week; in the promised month where one is named.</summary>
    private DateOnly LaterDate(FollowUp? followUp)
    {
        var date = plan.Date.AddDays(7 * WeeksToTheNextMeeting);
        if (followUp?.Due is { } due && due > plan.Date)
        {
            date = due.AddDays(((int)plan.Date.DayOfWeek - (int)due.DayOfWeek + 7) % 7);
        }

        while (!plan.Calendar.IsWorkingDay(date))
            date = date.AddDays(1);
        return date;
    }
}
