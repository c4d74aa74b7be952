using Workflow.Activities.Kernel;
using Workflow.Documents.Calendar;
using Workflow.Documents.Letters;
using Workflow.Forums.Meetings;

namespace Workflow.Activities.Meetings;

/// <summary>
/// What a meeting wants of the calendar, written in the same transaction as what is decided of the meeting; the calendar is
/// asked after the commit.
/// </summary>
internal static class MeetingOnline
{
    /// <summary>How long invitations wait for the link; then they go without, and it follows in a letter of its own.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public static Task<OnlineEvent?> FindAsync(MeetingScene scene, CancellationToken cancellationToken) => scene.Meeting.IsOnline
        ? scene.Session.OnlineEvents.FindAsync(scene.Meeting.Id, cancellationToken)
        : Task.FromResult<OnlineEvent?>(null);

    /// <returns>The event as it is known; null for a meeting that is not joined from afar, or where there is no
    /// calendar.</returns>
    public static async Task<OnlineEvent?> AnnounceAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (!scene.Meeting.IsOnline || !scene.Rules.MakesOnlineMeetings)
            return null;
        var before = await FindAsync(scene, cancellationToken).ConfigureAwait(false);
        var wanted = OnlineEventRules.Want(before, scene.Meeting.Id, Facts(scene), scene.Session.Now);
        Write(scene, before, wanted);
        return wanted;
    }

    public static async Task MoveAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (await FindAsync(scene, cancellationToken).ConfigureAwait(false) is { } known)
            Write(scene, known, OnlineEventRules.Want(known, scene.Meeting.Id, Facts(scene), scene.Session.Now));
    }

    public static async Task CancelAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (await FindAsync(scene, cancellationToken).ConfigureAwait(false) is { } known)
            Write(scene, known, OnlineEventRules.Withdraw(known));
    }

    /// <summary>The invitations that were queued just now wait for a link that is on its way.</summary>
    public static void AwaitLink(MeetingScene scene, OnlineEvent? online)
    {
        if (online is { JoinUrl: null, GivenUpAt: null })
            scene.Session.HoldLetters(scene.Meeting.Id, LetterKinds.Invitation, scene.Session.Now + LongestWait);
    }

    private static void Write(MeetingScene scene, OnlineEvent? before, OnlineEvent wanted)
    {
        if (wanted == before)
            return;
        if (before is null)
            scene.Session.OnlineEvents.Add(wanted);
        else
            scene.Session.OnlineEvents.Update(wanted);
        scene.Session.AnnounceOnlineEvent();
    }

    private static EventFacts Facts(MeetingScene scene)
    {
        var (meeting, body) = (scene.Meeting, scene.Body);
        var start = scene.Clock.Utc(meeting.Date, meeting.Time);
        return new EventFacts(
            MeetingCalendar.Subject(body), start, start.AddMinutes(body.Meetings.DurationMinutes), meeting.Place);
    }
}
