using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>Minutes with an item nobody wrote a decision for. Empty means "no decision recorded", not approval.</summary>
internal sealed class EmptyDecisionRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        where paper.Kind == PaperKind.Minutes && IsEmpty(item)
        select CheckTexts.Finding(item.Number, "empty-decision", FindingSeverity.Error, Heading(item));

    private static bool IsEmpty(PaperItem item)
    {
        var outcome = item.Outcome ?? DecisionClassifier.Read(
            ItemText.Of(item, SectionKind.Decision), new DecisionContext { Access = item.Access });
        return outcome is { Kind: DecisionOutcome.NoDecision, Withheld: false };
    }

    private static string Heading(PaperItem item) =>
        item.Sections.FirstOrDefault(section => section.Kind == SectionKind.Decision)?.Heading ?? item.Title;
}
