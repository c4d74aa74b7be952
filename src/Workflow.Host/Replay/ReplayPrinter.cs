using System.Globalization;
using Workflow.Activities.Replay;
using Workflow.Host.Import;

namespace Workflow.Host.Commands;

/// <summary>The timeline as a person reads it.</summary>
internal static class ReplayPrinter
{
    /// <summary>
    /// Steps of the engine say why; the acts say what. A person reads the acts, and a task's reminders only in the file.
    /// </summary>
    private static bool IsRead(TimelineEvent entry) => entry.Kind != "step"
        && !(entry.Kind == "reminder" && entry.Subject.StartsWith("task.", StringComparison.Ordinal));

    public static void Print(PaperFile file, ReplayReport report, IReadOnlyList<TimelineEvent> timeline, ReplayFolder folder)
    {
        var labels = Labels(file);
        Console.WriteLine(HostTexts.Format("TimelineHead", file.Body.Name, file.Paper.Date));
        foreach (var day in timeline.Where(IsRead).GroupBy(entry => DateOnly.FromDateTime(entry.At.DateTime)))
        {
            Console.WriteLine();
            Console.WriteLine(day.Key.ToString("dddd d. MMMM yyyy", CultureInfo.CurrentCulture));
            foreach (var entry in day)
                Console.WriteLine(
                    $"  {entry.At.ToString("HH':'mm", CultureInfo.InvariantCulture)}  {About(entry, labels)}{entry.Who}: {entry.Text}");
        }

        Section("RoutesHead", report.Items.Select(item => $"{HostTexts.Get("Item")} {item.Number}: {item.Reason}"));
        Section("TasksHead", report.Tasks.Select(task => $"{task.Body}: {task.Text}"));
        Console.WriteLine();
        Console.WriteLine(HostTexts.Format("WrittenTo", report.Mails.Count, report.Published.Count, folder.Root));
    }

    /// <summary>An item is named by its number in the paper; everything else names itself in its text.</summary>
    private static string About(TimelineEvent entry, Dictionary<string, string> labels) =>
        labels.TryGetValue(entry.Subject, out var label) ? $"[{label}] " : "";

    private static Dictionary<string, string> Labels(PaperFile file) => new ReplayPlan(file.Paper, file.Body, file.Bodies).Items
        .ToDictionary(
            item => item.Draft.ItemId, item => $"{HostTexts.Get("Item")} {item.Printed.Number}", StringComparer.Ordinal);

    private static void Section(string head, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        Console.WriteLine();
        Console.WriteLine(HostTexts.Get(head));
        foreach (var line in all)
            Console.WriteLine("  " + line);
    }
}
