using System.Globalization;
using Workflow.Forums;

namespace Workflow.Activities.Reminders;

internal sealed class ReminderTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ReminderTexts));

    private ReminderTexts()
    {
    }

    public static string TooLate => Texts["TooLate"];

    public static string NotOwed => Texts["NotOwed"];

    /// <summary>Of a recipient's reminders of one day; part of their letter's Message-ID.</summary>
    public static string BundleId(string who, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"reminders.{who}.{day:yyyy-MM-dd}");
}
