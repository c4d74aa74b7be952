using System.Globalization;
using Workflow.Forums.Bodies;

namespace Workflow.Forums.Meetings;

internal sealed class MeetingTexts
{
    private static readonly ResourceTexts Texts = new(typeof(MeetingTexts));

    private MeetingTexts()
    {
    }

    public static Refusal ReasonMissing => new("reason-missing", Texts["ReasonMissing"]);

    public static Refusal BodyNotInOffice(Body body, DateOnly date) => new(
        "body-not-in-office", Texts.Format("BodyNotInOffice", body.Name, Day(date), Day(body.ValidFrom), Day(body.ValidTo)));

    public static Refusal InThePast(DateOnly date) => new("meeting-in-the-past", Texts.Format("InThePast", Day(date)));

    public static Refusal TooLateToMove(Meeting meeting) =>
        new("meeting-not-ahead", Texts.Format("TooLateToMove", Day(meeting.Date), Texts["State" + meeting.State]));

    public static Refusal NotMoved(Meeting meeting) => new("meeting-not-moved", Texts.Format("NotMoved", Day(meeting.Date)));

    public static Refusal NotRejected(Meeting meeting) =>
        new("agenda-not-rejected", Texts.Format("NotRejected", Day(meeting.Date), Texts["State" + meeting.State]));

    public static Refusal NotDispatched(Meeting meeting) =>
        new("agenda-not-dispatched", Texts.Format("NotDispatched", Day(meeting.Date), Texts["State" + meeting.State]));

    public static Refusal NotBegun(Meeting meeting) => new(
        "meeting-not-begun",
        Texts.Format("NotBegun", Day(meeting.Date), meeting.Time.ToString("HH:mm", CultureInfo.InvariantCulture)));

    public static Refusal NotHeld(Meeting meeting) =>
        new("meeting-not-held", Texts.Format("NotHeld", Day(meeting.Date), Texts["State" + meeting.State]));

    public static Refusal AlreadyClosed(Meeting meeting) =>
        new("meeting-closed", Texts.Format("AlreadyClosed", Day(meeting.Date)));

    public static Refusal Undecided(IReadOnlyList<string> numbers) =>
        new("items-undecided", Texts.Format("Undecided", string.Join(", ", numbers)));

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";
}
