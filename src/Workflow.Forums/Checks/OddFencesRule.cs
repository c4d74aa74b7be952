using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>Fences that do not come in pairs: what is hidden, and from whom, is in doubt.</summary>
internal sealed class OddFencesRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from section in item.Sections
        where section.OddFences
        select CheckTexts.Finding(item.Number, "odd-fences", FindingSeverity.Error, section.Heading, section.Heading);
}
