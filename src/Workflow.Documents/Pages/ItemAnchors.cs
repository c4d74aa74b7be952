using Workflow.Forums.Papers;

namespace Workflow.Documents.Pages;

/// <summary>Link targets of items: by the treatment's id, which survives a change of number, else by number.</summary>
internal static class ItemAnchors
{
    public static IReadOnlyList<string> Of(IReadOnlyList<PaperItem> items)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Select(item => Free(Slug(item), taken))];
    }

    private static string Slug(PaperItem item)
    {
        var source = item.Id ?? item.Number;
        var slug = source.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-').ToArray();
        return "item-" + new string(slug).Trim('-');
    }

    /// <summary>Two items may carry one number in a paper that was read: ids on a page stay unique all the same.</summary>
    private static string Free(string slug, HashSet<string> taken)
    {
        var anchor = slug;
        for (var next = 2; !taken.Add(anchor); next++)
            anchor = $"{slug}-{next}";

        return anchor;
    }
}
