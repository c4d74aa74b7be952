using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>A decision that answers another question than the recommendation asked; it stays as written.</summary>
internal sealed class OutcomeMismatchRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        where paper.Kind == PaperKind.Minutes
        let outcome = item.Outcome
        where outcome is not null && RecommendationFit.Differs(outcome.Kind, outcome.Also,
            ItemText.Of(item, SectionKind.Recommendation))
        select CheckTexts.Finding(
            item.Number, "outcome-differs-from-recommendation", FindingSeverity.Warning, item.Title, outcome.Evidence
                ?? outcome.Kind.ToString());
}
