using Workflow.Forums.Bodies;
using Workflow.Forums.Meetings;

namespace Workflow.Forums.Deadlines;

/// <summary>How a meeting's plan stands: what is done, what is open, what is late and what that endangers. Pure.</summary>
public static class BackwardPlan
{
    /// <summary>Named among what a late station endangers: a meeting whose agenda was never sent cannot be held.</summary>
    public const string TheMeeting = "meeting";

    /// <param name="body">With the rules the meeting runs under.</param>
    public static PlanStatus Of(Meeting meeting, Body body, DateTimeOffset now)
    {
        var clock = new BodyClock(body.TimeZone);
        var view = new View(meeting, clock, new WorkingCalendar(body.WorkingDays), clock.Day(now), now);
        var plan = Planned(meeting, body);
        var stations = plan.Select((station, index) => view.Status(station, plan.Skip(index + 1).ToList())).ToList();
        return new PlanStatus(
            meeting, [.. stations.Select(station => station.Status)],
            [.. stations.Select(station => station.Warning).OfType<string>()]);
    }

    /// <summary>
    /// The stored moments are the truth; the rule is printed anew, in the reader's language. A meeting planned by an older
    /// program lacks stations: they are counted now.
    /// </summary>
    private static List<PlannedDeadline> Planned(Meeting meeting, Body body) =>
    [
        .. MeetingPlan.For(body, meeting.Date, meeting.Extraordinary).Select(counted =>
            meeting.Plan.FirstOrDefault(stored => stored.Kind == counted.Kind && stored.Due != counted.Due) ?? counted),
    ];

    private sealed record View(Meeting Meeting, BodyClock Clock, WorkingCalendar Calendar, DateOnly Today, DateTimeOffset Now)
    {
        public (StationStatus Status, string? Warning) Status(PlannedDeadline station, List<PlannedDeadline> following)
        {
            if (IsDone(station.Kind))
                return (Done(station), null);
            if (Meeting.State == MeetingState.Cancelled)
                return (new(
                    station, StationState.Cancelled, null, 0, DeadlineTexts.Cancelled(Meeting.CancelledReason), []), null);
            if (station.Due + LastMinute.Grace >= Now)
                return (new(station, StationState.Open, null, 0, DeadlineTexts.Open(station.Day), []), null);
            var late = Calendar.Between(station.Day, Today);
            var text = DeadlineTexts.Late(station.Kind, late);
            var dangers = Dangers(following).ToList();
            return (
                new(station, StationState.Late, null, late, text, [.. dangers.Select(danger => danger.Kind)]),
                DeadlineTexts.Sentence(text, [.. dangers.Select(danger => danger.Text)]));
        }

        private StationStatus Done(PlannedDeadline station)
        {
            DateTimeOffset? at = Meeting.DoneAt.TryGetValue(station.Kind, out var known) ? known : null;
            var isLate = at > station.Due + LastMinute.Grace;
            // What ends with its day is done when the minute of grace is over, and that is the day still.
            var day = at is { } instant && (isLate || instant <= station.Due) ? Clock.Day(instant) : station.Day;
            var late = isLate ? Calendar.Between(station.Day, day) : 0;
            var text = isLate ? DeadlineTexts.DoneLate(day, late) : DeadlineTexts.DoneAt(day);
            return new(station, StationState.Done, at, late, text, []);
        }

        /// <summary>What cannot be kept any more, and the first that still can.</summary>
        private IEnumerable<(string Kind, string Text)> Dangers(List<PlannedDeadline> following)
        {
            foreach (var (kind, day, due) in Targets(following).Where(target => !IsDone(target.Kind)))
            {
                if (due < Now)
                {
                    yield return (kind, DeadlineTexts.Missed(kind, day));
                    continue;
                }

                yield return (kind, DeadlineTexts.Endangered(kind, day, Calendar.Between(Today, day)));
                yield break;
            }
        }

        /// <summary>The stations that follow, with the meeting where it stands among them.</summary>
        private IEnumerable<(string Kind, DateOnly Day, DateTimeOffset Due)> Targets(List<PlannedDeadline> following)
        {
            var before = following.TakeWhile(station => station.Kind != MeetingPlan.MinutesDraft).ToList();
            var targets = before.Select(station => (station.Kind, station.Day, station.Due)).ToList();
            if (before.Count < following.Count)
                targets.Add((TheMeeting, Meeting.Date, Clock.Utc(Meeting.Date, Meeting.Time)));
            return targets.Concat(following.Skip(before.Count).Select(station => (station.Kind, station.Day, station.Due)));
        }

        /// <summary>Written down where it happened; for a meeting of an older program its state says as much.</summary>
        private bool IsDone(string kind) => Meeting.DoneAt.ContainsKey(kind)
            || (Meeting.State != MeetingState.Cancelled && Meeting.State >= ReachedWith(kind));

        private static MeetingState ReachedWith(string kind) => kind switch
        {
            MeetingPlan.Call => MeetingState.Called,
            MeetingPlan.Submission => MeetingState.SubmissionsClosed,
            MeetingPlan.AgendaApproval => MeetingState.AgendaApproved,
            MeetingPlan.Dispatch or MeetingPlan.Material => MeetingState.Dispatched,
            TheMeeting => MeetingState.Held,
            MeetingPlan.MinutesDraft => MeetingState.MinutesInConsultation,
            MeetingPlan.MinutesConsultation => MeetingState.MinutesInApproval,
            MeetingPlan.MinutesApproval => MeetingState.MinutesApproved,
            _ => MeetingState.Published,
        };
    }
}
