using Microsoft.Extensions.Logging;
using Workflow.Activities.Kernel;
using Workflow.Activities.Ports;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

/// <summary>
/// Asks the calendar for what meetings want of it. The claim is committed before, the answer after: a process that dies between
/// the two leaves a claim that ends, and whoever comes then asks the same question and is given the same event.
/// </summary>
/// <param name="calendar">Null where there is none: then nothing is asked.</param>
public sealed class OnlineEventDrain(
    OnlineEventStore store, ForumRules rules, ILogger<OnlineEventDrain> log, ICalendarService? calendar = null)
{
    /// <returns>How many the calendar has answered for.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        if (calendar is null)
            return 0;
        for (var answered = 0; ;)
        {
            var due = await store.DueAsync(cancellationToken).ConfigureAwait(false);
            if (due.Count == 0)
                return answered;
            // A step may open the next, such as a cancellation behind an event that was just found; a step that fails has a
            // pause.
            foreach (var meetingId in due)
                answered += await StepAsync(calendar, meetingId, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }
    }

    private async Task<bool> StepAsync(ICalendarService asked, string meetingId, CancellationToken cancellationToken)
    {
        var claimed = await store.ClaimAsync(meetingId, MeetingTexts.Say("EventPast"), cancellationToken).ConfigureAwait(false);
        if (claimed is null or { GivenUpAt: not null })
            return false;
        var step = OnlineEventRules.Next(claimed);
        var sent = (step == EventStep.Create ? claimed.Asked : claimed.Wanted) ?? claimed.Held;
        var result = await AskAsync(asked, claimed, step, sent, cancellationToken).ConfigureAwait(false);
        // Dying here loses the answer, never the event: its key is in the row.
        await store.RecordAsync(
            claimed, (session, known, token) => RecordAsync(session, known, sent, result, token),
            cancellationToken).ConfigureAwait(false);
        return result is CalendarResult.Standing or CalendarResult.Gone;
    }

    private async Task<CalendarResult> AskAsync(
        ICalendarService asked, OnlineEvent claimed, EventStep step, EventFacts? sent, CancellationToken cancellationToken)
    {
        try
        {
            return step switch
            {
                EventStep.Create => await asked.CreateAsync(claimed.Key, sent!, cancellationToken).ConfigureAwait(false),
                EventStep.Move => await asked.MoveAsync(claimed.EventId!, sent!, cancellationToken).ConfigureAwait(false),
                _ => await asked.CancelAsync(claimed.EventId!, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ProcessDeathException))
        {
            // The rim of one event: whatever a calendar throws must not keep the others, and asking again is safe.
            log.EventFailed(claimed.Id, exception.GetType().Name);
            return new CalendarResult.AskAgain(exception.GetType().Name);
        }
    }

    private async Task RecordAsync(
        ForumSession session, OnlineEvent known, EventFacts? sent, CalendarResult result, CancellationToken cancellationToken)
    {
        var after = result switch
        {
            CalendarResult.Standing standing => Stands(session, known, sent!, standing),
            CalendarResult.Gone => OnlineEventRules.Gone(known),
            CalendarResult.AskAgain again => OnlineEventRules.Failed(known, again.Reason, session.Now, again.NotBefore),
            CalendarResult.Refused refused => OnlineEventRules.Failed(known, refused.Reason, session.Now, isFinal: true),
            var other => throw new InvalidOperationException($"A calendar answered with '{other.GetType().Name}'."),
        };
        session.OnlineEvents.Update(after);
        Audit(session, known, after);
        if (after.JoinUrl is not null && after.JoinUrl != known.JoinUrl)
            await TellLinkAsync(
                await MeetingScene.OfAsync(session, rules, known.Id, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
    }

    private static OnlineEvent Stands(ForumSession session, OnlineEvent known, EventFacts sent, CalendarResult.Standing standing)
    {
        var after = OnlineEventRules.Stands(known, sent, standing.EventId, standing.JoinUrl?.AbsoluteUri);
        return after is { JoinUrl: null, Wanted: not null }
            ? OnlineEventRules.Failed(after with { Attempts = known.Attempts }, MeetingTexts.Say("NoLinkYet"), session.Now)
            : after;
    }

    /// <summary>
    /// Whoever was invited without it, or with another one. Before the invitations nobody is told: they carry it.
    /// </summary>
    private static async Task TellLinkAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var isInCalendars = scene.Meeting.State == MeetingState.Dispatched || scene.Meeting.ScheduleVersion > 1;
        if (scene.IsCancelled || !isInCalendars || scene.Meeting.State > MeetingState.Dispatched)
            return;
        scene.Change(scene.Meeting with { LinkUpdates = scene.Meeting.LinkUpdates + 1 });
        if (scene.Meeting.State == MeetingState.Dispatched)
            await AgendaDispatch.LinkAsync(scene, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Never the link: the trail is read by more than those invited.</summary>
    private static void Audit(ForumSession session, OnlineEvent before, OnlineEvent after)
    {
        var (act, text) = after switch
        {
            { GivenUpAt: not null } => ("onlineEventGivenUp", MeetingTexts.Say("EventGivenUp", after.Attempts, after.Failure)),
            { EventId: null } when before.EventId is not null => ("onlineEventGone", MeetingTexts.Say("EventGone")),
            { EventId: not null } when before.EventId is null => ("onlineEventMade", MeetingTexts.Say("EventStands")),
            _ when after.Held != before.Held => ("onlineEventMoved", MeetingTexts.Say("EventMoved")),
            _ => (null, ""),
        };
        if (act is not null)
            session.Audit(after.Id, act, text,
                new Dictionary<string, string> { ["generation"] = FormattableString.Invariant($"{after.Generation}") });
    }
}
