using System.Text.RegularExpressions;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>An amount written out in full and in millions at once: "3.500.000 mio. kr.".</summary>
internal sealed class ImplausibleAmountRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from text in ItemText.ProseOf(item)
        from Match hit in CheckPhrases.Current.ImplausibleAmount.Matches(text.Text)
        select CheckTexts.Finding(item.Number, "amount-implausible", FindingSeverity.Error, text.Place, hit.Value);
}
