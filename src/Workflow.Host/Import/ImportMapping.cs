using System.Globalization;
using Workflow.Documents.Minutes;
using Workflow.Forums.Checks;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;

namespace Workflow.Host.Import;

internal static class ImportMapping
{
    public static ImportReport Report(
        MinutesReading reading, MeetingPaper paper, IReadOnlyList<Finding> findings, bool bodyIsConfigured) => new(
        new ImportedDocument(
            CamelCase(paper.Kind.ToString()),
            paper.Body,
            paper.BodyId,
            bodyIsConfigured,
            paper.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            paper.Time?.ToString("HH':'mm", CultureInfo.InvariantCulture),
            Null(paper.Place),
            paper.Participants),
        [.. paper.Items.Select(Item)],
        [.. reading.NotUnderstood.Select(line => new UnreadLineReport(line.Line, line.Text))],
        [.. findings.Select(
            finding => new FindingReport(finding.Item, finding.Rule, finding.Severity, finding.Place, finding.Text))]);

    private static ImportedItem Item(PaperItem item) => new(
        item.Number,
        CamelCase(item.Access.ToString()),
        item.Title,
        CamelCase(item.PlannedRoute.ToString()),
        Null(item.CaseNumber),
        Null(item.DocumentNumber),
        [.. item.Sections.Select(
            section => new ImportedSection(CamelCase(section.Kind.ToString()), section.Heading, Null(section.AllText)))],
        [.. item.Attachments.Select(
            file => new ImportedAttachment(file.Name, Null(file.DocumentNumber), Null(file.CaseNumber), Null(file.Number)))],
        item.Absent,
        item.Outcome is { } outcome ? Outcome(outcome) : null);

    /// <summary>Outcomes are written as the glossary names them.</summary>
    private static ImportedOutcome Outcome(DecisionReading reading) => new(
        reading.Kind.ToString(),
        [.. reading.Also.Select(also => also.ToString())],
        reading.Confidence,
        reading.NamedBody,
        reading.NamedDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        reading.Evidence);

    private static string? Null(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
