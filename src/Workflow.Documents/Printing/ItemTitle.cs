using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Printing;

/// <summary>An item's title with the body's own prefix for its planned route.</summary>
internal static class ItemTitle
{
    public static string Of(PaperItem item, Body body)
    {
        var prefix = PlainText.Line(item.PlannedRoute switch
        {
            PlannedRoute.Ends => body.Labels.Ends,
            PlannedRoute.Refers => body.Labels.Refers,
            _ => null,
        });
        var title = PlainText.Line(item.Title);
        if (prefix.Length == 0)
            return title;

        return char.IsPunctuation(prefix[^1]) ? $"{prefix} {title}" : $"{prefix}; {title}";
    }
}
