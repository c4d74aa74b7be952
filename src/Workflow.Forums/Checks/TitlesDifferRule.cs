using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>A title that is printed differently in the contents, above the item and beside its number, or cut.</summary>
internal sealed class TitlesDifferRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        let printed = item.Printed
        where printed is not null
        let header = printed.HeaderTitle ?? printed.HeadingTitle ?? item.Title
        from other in new[] { printed.ContentsTitle, printed.HeadingTitle }.Distinct(StringComparer.Ordinal)
        where other is not null && !string.Equals(Core(other), Core(header), StringComparison.Ordinal)
        select CheckTexts.Finding(item.Number, "titles-differ", Severity(other, header), header, other, header);

    private static FindingSeverity Severity(string one, string other) =>
        string.Equals(Core(one), Core(other), StringComparison.OrdinalIgnoreCase)
            ? FindingSeverity.Info : FindingSeverity.Warning;

    // The dots that lead to a page number swallow a title's own.
    private static string Core(string title) =>
        string.Join(' ', title.TrimEnd('.', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
