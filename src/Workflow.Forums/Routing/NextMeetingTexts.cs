using System.Globalization;
using Workflow.Forums.Bodies;
using Workflow.Forums.Meetings;

namespace Workflow.Forums.Routing;

internal sealed class NextMeetingTexts
{
    private static readonly ResourceTexts Texts = new(typeof(NextMeetingTexts));

    private NextMeetingTexts()
    {
    }

    public static string SubmissionOver(Meeting meeting) => Texts.Format("SubmissionOver", Day(meeting.Date));

    public static string NamedMissing(Body body, DateOnly day) => Texts.Format("NamedMissing", body.Name, Day(day));

    public static string NoneLeft(Body body) => Texts.Format("NoneLeft", body.Name);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
