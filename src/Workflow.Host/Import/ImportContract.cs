using Workflow.Forums.Checks;
using Workflow.Forums.Papers;

namespace Workflow.Host.Import;

/// <summary>The machine-readable contract of <c>import --dry-run --json</c>. What is empty is null.</summary>
internal sealed record ImportReport(
    ImportedDocument Document,
    IReadOnlyList<ImportedItem> Items,
    IReadOnlyList<UnreadLineReport> NotUnderstood,
    IReadOnlyList<FindingReport> Findings);

internal sealed record ImportedDocument(
    string Kind,
    string Body,
    string? BodyId,
    bool BodyIsConfigured,
    string? Date,
    string? Time,
    string? Place,
    IReadOnlyList<PaperParticipant> Participants);

internal sealed record ImportedItem(
    string Number,
    string Access,
    string Title,
    string PlannedRoute,
    string? CaseNumber,
    string? DocumentNumber,
    IReadOnlyList<ImportedSection> Sections,
    IReadOnlyList<ImportedAttachment> Attachments,
    IReadOnlyList<PaperAbsence> Absent,
    ImportedOutcome? Outcome);

internal sealed record ImportedSection(string Kind, string Heading, string? Text);

internal sealed record ImportedAttachment(string Name, string? DocumentNumber, string? CaseNumber, string? Number);

internal sealed record ImportedOutcome(
    string Kind, IReadOnlyList<string> Also, double Confidence, string? NamedBody, string? NamedDate, string? Evidence);

/// <param name="Line">From 1.</param>
internal sealed record UnreadLineReport(int Line, string Text);

internal sealed record FindingReport(string? Item, string Rule, FindingSeverity Severity, string Place, string Text);
