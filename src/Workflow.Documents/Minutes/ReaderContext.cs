using Workflow.Forums.Checks;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>What the items of one paper share while it is read.</summary>
internal sealed class ReaderContext(PaperKind kind, string body, string bodyId, BodyPhrases? own,
    IReadOnlyList<BodyPhrases> bodies, DateOnly? date)
{
    private readonly List<Finding> _findings = [];

    public PaperKind Kind => kind;

    public string BodyId => bodyId;

    public BodyPhrases? Own => own;

    public IReadOnlyList<BodyPhrases> Bodies => bodies;

    public DateOnly? Date => date;

    public IReadOnlyList<Finding> Findings => _findings;

    public bool IsBody(string text) => string.Equals(text, body, StringComparison.OrdinalIgnoreCase)
        || bodies.Any(one => one.Names(text));

    public void Find(string? item, string rule, FindingSeverity severity, string place, params object?[] arguments) =>
        _findings.Add(new Finding(item, rule, severity, place, ReaderTexts.Get(rule, arguments)));
}
