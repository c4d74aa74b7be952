using System.Globalization;
using Workflow.Forums.Checks;

namespace Workflow.Documents.Minutes;

/// <summary>What disagrees in a paper's head.</summary>
internal static class HeadFindings
{
    public static void Add(PaperHead head, ReaderContext context)
    {
        if (context.Date is not { } date)
        {
            context.Find(null, "meeting-date-missing", FindingSeverity.Error, "");
            return;
        }

        var titled = head.TitleDate?.Mention.Resolve(date);
        if (titled is { } other && other != date)
            context.Find(null, "meeting-date-conflict", FindingSeverity.Error, Place(head.TitleDate!.Line), Print(other),
                Print(date));
        if (head.Weekday is { } weekday && weekday != date.DayOfWeek)
            context.Find(null, "meeting-weekday", FindingSeverity.Warning, Place(head.LabelDate!.Line), Print(date),
                Name(date.DayOfWeek), Name(weekday));
    }

    private static string Place(int line) => line.ToString(CultureInfo.InvariantCulture);

    private static string Print(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day);
}
