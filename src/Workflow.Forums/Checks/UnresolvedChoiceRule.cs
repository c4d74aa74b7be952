using System.Text.RegularExpressions;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>A choice in square brackets that nobody made: "[A or B]".</summary>
internal sealed class UnresolvedChoiceRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from text in ItemText.All(item)
        from Match hit in CheckPhrases.Current.UnresolvedChoice.Matches(text.Text)
        select CheckTexts.Finding(
            item.Number, "unresolved-choice", FindingSeverity.Error, text.Place, CheckTexts.Excerpt(hit.Value, 0, hit.Length));
}
