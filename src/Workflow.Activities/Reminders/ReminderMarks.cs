using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Reminders;

/// <summary>
/// A reminder that was reached waits as a mark, a deadline of its subject, for the morning on which the person's reminders go
/// out together. Whatever cancels the subject's deadlines (an answer, a move, a withdrawal) takes the mark off too.
/// </summary>
internal static class ReminderMarks
{
    public const string Kind = "reminders";

    /// <summary>
    /// Local time of the body. After the hour at which consultations' reminders are reached, so that they go along.
    /// </summary>
    private static readonly TimeOnly Morning = new(9, 30);

    public static bool IsMark(Signal signal) => signal.Data.GetValueOrDefault("kind") == Kind;

    /// <param name="who">The id of a person in the register, or a <see cref="Party"/>.</param>
    /// <param name="reached">The moment of the reminder itself (UTC), however late it is climbed.</param>
    public static Task SetAsync(
        ForumSession session, string subjectId, int version, string rung, string who, Body body, DateTimeOffset reached,
        CancellationToken cancellationToken) => session.AddDeadlineAsync(
            new DeadlineRequest(
                subjectId, Kind, rung.Replace('|', '-') + End(who), version, MorningAfter(body, reached), Signals.DeadlineDue),
            cancellationToken);

    /// <summary>How the marks of a recipient end.</summary>
    public static string End(string who) => "|" + who;

    /// <summary>
    /// Recipient of a mark who is a party: its id is chosen per consultation and may be that of another party, or of a person,
    /// who is somebody else. Parties' reminders are bundled with nothing.
    /// </summary>
    public static string Party(string consultationId, string partyId) =>
        $"|{Uri.EscapeDataString(consultationId)}|{Uri.EscapeDataString(partyId)}";

    /// <summary>The id of a person, or a <see cref="Party"/>.</summary>
    public static string WhoOf(string rung) => rung[(rung.IndexOf('|', StringComparison.Ordinal) + 1)..];

    public static string RungOf(string rung) => rung[..rung.IndexOf('|', StringComparison.Ordinal)];

    /// <summary>The first morning of a working day from the moment on (UTC).</summary>
    public static DateTimeOffset MorningAfter(Body body, DateTimeOffset moment)
    {
        var clock = new BodyClock(body.TimeZone);
        var calendar = new WorkingCalendar(body.WorkingDays);
        var day = clock.Day(moment);
        return calendar.IsWorkingDay(day) && clock.Utc(day, Morning) >= moment
            ? clock.Utc(day, Morning)
            : clock.Utc(calendar.Forward(day, 1), Morning);
    }
}
