using System.Globalization;

namespace Workflow.Forums.Links;

/// <summary>
/// The name of an uploaded file made harmless. Files are stored by their hash; the name is only shown and offered.
/// </summary>
public static class UploadedName
{
    /// <summary>In characters.</summary>
    public const int Longest = 120;

    /// <returns>One segment without controls, overrides of the writing direction, or dots at its ends; never empty.</returns>
    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var kept = string.Concat(last.Where(IsHarmless)).Trim(' ', '.');
        if (kept.Length == 0)
            return "file";
        if (kept.Length <= Longest)
            return kept;
        var ending = Path.GetExtension(kept);
        return ending.Length is > 0 and < 12 ? kept[..(Longest - ending.Length)] + ending : kept[..Longest];
    }

    private static bool IsHarmless(char c) => !(char.IsControl(c) || c is '<' or '>' or ':' or '"' or '|' or '?' or '*'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate);
}
