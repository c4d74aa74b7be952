using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>
/// The sign of a fence in text that everyone sees: somebody meant to hide something and did not, or left a trace.
/// </summary>
internal sealed class FenceSignLeftRule : ICheckRule
{
    private const string Sign = "***";

    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from text in ItemText.All(item).Where(text => text.Audience is null).Prepend(new ItemText(SectionKind.Other,
            item.Title, item.Title, null))
        let at = text.Text.IndexOf(Sign, StringComparison.Ordinal)
        where at >= 0
        select CheckTexts.Finding(item.Number, "fence-sign-left", FindingSeverity.Error, text.Place,
            CheckTexts.Excerpt(text.Text, at, Sign.Length));
}
