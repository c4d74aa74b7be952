using System.Text.RegularExpressions;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>An attachment whose name was cut by the system that printed it.</summary>
internal sealed class CutNameRule : ICheckRule
{
    private static readonly Regex Cut = new(@"(?:\.{2,}|…)[_\s]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from file in item.Attachments
        where Cut.IsMatch(file.Name)
        select CheckTexts.Finding(item.Number, "attachment-name-cut", FindingSeverity.Warning, file.Name, file.Name);
}
