namespace Workflow.Documents.Minutes;

/// <summary>Finds the title in the list of contents that belongs to each item.</summary>
internal static class ContentsMatch
{
    /// <returns>One entry per item; null where no title belongs to it.</returns>
    public static IReadOnlyList<string?> Titles(IReadOnlyList<string> contents, IReadOnlyList<ItemPlace> places)
    {
        if (contents.Count == places.Count) return contents;
        var left = contents.ToList();
        return [.. places.Select(place => Take(left, TitleOf(place)))];
    }

    private static string? Take(List<string> left, string title)
    {
        var at = left.FindIndex(one => string.Equals(one, title, StringComparison.OrdinalIgnoreCase));
        if (at < 0) at = left.FindIndex(one => title.StartsWith(one, StringComparison.OrdinalIgnoreCase));
        if (at < 0) return null;
        var taken = left[at];
        left.RemoveAt(at);
        return taken;
    }

    private static string TitleOf(ItemPlace place) => (place.Header ?? place.Heading)!.Title;
}
