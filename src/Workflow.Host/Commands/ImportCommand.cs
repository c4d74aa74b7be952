using System.CommandLine;
using System.Globalization;
using Workflow.Host.Import;

namespace Workflow.Host.Commands;

/// <summary>
/// <c>import FILE</c>: reads minutes or an agenda, says what was understood, and takes it in unless told not to.
/// </summary>
internal static class ImportCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = HostTexts.Get("DryRunOption") };

    public static Command Create()
    {
        var command = new Command("import", HostTexts.Get("ImportSummary"))
        {
            SharedOptions.File, DryRun, SharedOptions.Json, SharedOptions.Bodies, SharedOptions.People, SharedOptions.Workflows,
            SharedOptions.Database,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var files = SharedOptions.Files(parsed);
        var file = await PaperFile.ReadAsync(
            parsed.GetRequiredValue(SharedOptions.File).FullName, files.Bodies(), cancellationToken)
            .ConfigureAwait(false);
        var report = ImportMapping.Report(file.Reading, file.Paper, file.Findings(), !file.Body.IsDerived);
        if (file.Body.IsDerived)
            ConsoleIo.Say(HostTexts.Derived(file.Body.Name));
        if (!parsed.GetValue(DryRun))
            await ImportStore.SaveAsync(
                file, files, parsed.GetValue(SharedOptions.Database), cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(SharedOptions.Json))
            ConsoleIo.WriteJson(report);
        else
            Print(report);
        return ForumCommandLine.Done;
    }

    private static void Print(ImportReport report)
    {
        var (document, items) = (report.Document, report.Items);
        Console.WriteLine(HostTexts.Format(
            "ImportHead", document.Body, document.Kind, document.Date, document.Time, items.Count,
            items.Sum(item => item.Attachments.Count)));
        foreach (var item in items)
        {
            var confidence = item.Outcome?.Confidence.ToString("0.00", CultureInfo.InvariantCulture);
            Console.WriteLine(
                $"  {item.Number,3}  {item.Access,-6}  {item.PlannedRoute,-11}  {item.Outcome?.Kind,-22} {confidence,-5} {item.Title}");
        }

        Print("NotUnderstoodHead", report.NotUnderstood.Select(line => $"{line.Line}: {line.Text}"));
        Print("FindingsHead",
            report.Findings.Select(finding => $"[{finding.Severity}] {finding.Item ?? "-"}: {finding.Text} ({finding.Rule})"));
    }

    private static void Print(string head, IEnumerable<string> lines)
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
