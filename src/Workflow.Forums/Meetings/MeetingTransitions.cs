using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;

namespace Workflow.Forums.Meetings;

/// <summary>What may be done with a meeting in which state.</summary>
public static class MeetingTransitions
{
    /// <summary>A body meets only while it exists. A date in the past is refused.</summary>
    /// <param name="body">With the rules in force on the meeting's date: it keeps them.</param>
    public static Ruling<Meeting> Plan(Meeting meeting, Body body, DateTimeOffset now)
    {
        if (meeting.Date < body.ValidFrom || meeting.Date > body.ValidTo)
            return MeetingTexts.BodyNotInOffice(body, meeting.Date);
        if (IsPast(body, meeting.Date, meeting.Time, now))
            return MeetingTexts.InThePast(meeting.Date);
        return meeting with
        {
            RulesFrom = body.RulesFrom(),
            Plan = MeetingPlan.For(body, meeting.Date, meeting.Extraordinary),
            State = MeetingState.Planned,
        };
    }

    /// <param name="place">Null to stay where it was.</param>
    public static Ruling<Meeting> Move(
        Meeting meeting, Body body, DateOnly date, TimeOnly time, string? place, string reason, DateTimeOffset now)
    {
        if (meeting.State >= MeetingState.Held)
            return MeetingTexts.TooLateToMove(meeting);
        if (string.IsNullOrWhiteSpace(reason))
            return MeetingTexts.ReasonMissing;
        if (meeting.Date == date && meeting.Time == time && (place is null || place == meeting.Place))
            return MeetingTexts.NotMoved(meeting);
        if (date < body.ValidFrom || date > body.ValidTo)
            return MeetingTexts.BodyNotInOffice(body, date);
        if (IsPast(body, date, time, now))
            return MeetingTexts.InThePast(date);
        return meeting with
        {
            Date = date,
            Time = time,
            Place = place ?? meeting.Place,
            ScheduleVersion = meeting.ScheduleVersion + 1,
            Plan = MeetingPlan.For(body, date, meeting.Extraordinary),
            MovedFrom = new MeetingMove(meeting.Date, meeting.Time, reason),
        };
    }

    public static Ruling<Meeting> Cancel(Meeting meeting, string reason)
    {
        if (meeting.State >= MeetingState.Held)
            return MeetingTexts.TooLateToMove(meeting);
        return string.IsNullOrWhiteSpace(reason)
            ? MeetingTexts.ReasonMissing
            : meeting with
            {
                State = MeetingState.Cancelled,
                CancelledReason = reason,
                ScheduleVersion = meeting.ScheduleVersion + 1
            };
    }

    /// <summary>Not before it begins, by the clock of the body's zone: nothing takes back what was held by mistake.</summary>
    public static Ruling<Meeting> Hold(Meeting meeting, Body body, DateTimeOffset now)
    {
        if (meeting.State != MeetingState.Dispatched)
            return MeetingTexts.NotDispatched(meeting);
        return IsPast(body, meeting.Date, meeting.Time, now)
            ? meeting with { State = MeetingState.Held }
            : MeetingTexts.NotBegun(meeting);
    }

    /// <summary>A meeting closes only when every item has a confirmed decision; those without are named.</summary>
    public static Ruling<Meeting> Close(Meeting meeting, IReadOnlyList<Treatment> treatments, DateTimeOffset now)
    {
        if (meeting.ClosedAt is not null)
            return MeetingTexts.AlreadyClosed(meeting);
        if (meeting.State != MeetingState.Held)
            return MeetingTexts.NotHeld(meeting);
        var undecided = treatments
            .Where(treatment => treatment.State != TreatmentState.Removed && !IsDecided(treatment))
            .Select(treatment => treatment.Number ?? treatment.Id).ToList();
        return undecided.Count > 0 ? MeetingTexts.Undecided(undecided) : meeting with { ClosedAt = now };
    }

    /// <summary>Only an agenda that was rejected is corrected and asked about again.</summary>
    public static Ruling<Meeting> Correct(Meeting meeting) => meeting.State == MeetingState.SubmissionsClosed
        ? meeting
        : MeetingTexts.NotRejected(meeting);

    /// <summary>A station of the plan is reached.</summary>
    public static Meeting Reach(Meeting meeting, string station, DateTimeOffset now) => meeting with
    {
        DoneAt = new Dictionary<string, DateTimeOffset>(meeting.DoneAt, StringComparer.Ordinal) { [station] = now },
    };

    public static bool IsDecided(Treatment treatment) =>
        treatment.Decision?.Confirmed?.Kind is not (null or DecisionOutcome.NoDecision or DecisionOutcome.Unknown);

    private static bool IsPast(Body body, DateOnly date, TimeOnly time, DateTimeOffset now) =>
        new BodyClock(body.TimeZone).Utc(date, time) <= now;
}
