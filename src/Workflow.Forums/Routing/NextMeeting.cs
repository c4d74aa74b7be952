using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;

namespace Workflow.Forums.Routing;

/// <param name="Meeting">Null where there is none: a task is made, not an error.</param>
/// <param name="Note">What a person should know of the choice; null where it is ordinary.</param>
public sealed record MeetingChoice(Meeting? Meeting, string? Note);

/// <summary>Chooses the meeting that an item is placed on.</summary>
public static class NextMeeting
{
    /// <param name="meetings">Meetings of the body, by date, with how many items each already has.</param>
    /// <param name="after">Only meetings after this local day; null for any that is not over.</param>
    public static MeetingChoice Choose(
        Body body, IReadOnlyList<(Meeting Meeting, int Items)> meetings, DateOnly? named, DateOnly? after, DateTimeOffset now)
    {
        var open = meetings.Where(entry => TakesItems(entry.Meeting) && (after is null || entry.Meeting.Date > after)).ToList();
        if (named is not null
            && meetings.FirstOrDefault(entry => entry.Meeting.Date == named && IsAhead(entry.Meeting)).Meeting is { } meeting)
            return new MeetingChoice(meeting, SubmissionIsOver(meeting, now) ? NextMeetingTexts.SubmissionOver(meeting) : null);
        if (named is not null)
            return new MeetingChoice(null, NextMeetingTexts.NamedMissing(body, named.Value));
        var next = open.Where(entry => entry.Items < body.Meetings.Room && !SubmissionIsOver(entry.Meeting, now))
            .Select(entry => entry.Meeting).FirstOrDefault();
        return new MeetingChoice(next, next is null ? NextMeetingTexts.NoneLeft(body) : null);
    }

    /// <summary>Before dispatch; what comes later needs the chair's yes.</summary>
    public static bool TakesItems(Meeting meeting) => meeting.State < MeetingState.Dispatched;

    private static bool IsAhead(Meeting meeting) => meeting.State < MeetingState.Held;

    private static bool SubmissionIsOver(Meeting meeting, DateTimeOffset now) =>
        meeting.Plan.FirstOrDefault(deadline => deadline.Kind == MeetingPlan.Submission) is { } submission
            && submission.Due + LastMinute.Grace <= now;
}
