using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>Help text of the template left in a section.</summary>
internal sealed class TemplateHelpRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from text in ItemText.All(item)
        let hit = CheckPhrases.Current.TemplateHelp.Select(pattern => pattern.Match(text.Text))
            .FirstOrDefault(match => match.Success)
        where hit is not null
        select CheckTexts.Finding(
            item.Number, "template-help-text", FindingSeverity.Error, text.Place,
                CheckTexts.Excerpt(text.Text, hit.Index, hit.Length));
}
