namespace Workflow.Forums.Checks;

/// <summary>What the checks say to people.</summary>
internal static class CheckTexts
{
    private static readonly ResourceTexts Texts = new(typeof(CheckTexts));

    public static Finding Finding(string? item, string rule, FindingSeverity severity, string place,
        params object?[] arguments) =>
        new(item, rule, severity, place, Texts.Format(rule, arguments));

    /// <summary>The words around a hit, short enough to print.</summary>
    public static string Excerpt(string text, int index, int length)
    {
        var from = Math.Max(0, index - 30);
        var to = Math.Min(text.Length, index + Math.Min(length, 120) + 30);
        var piece = text[from..to].ReplaceLineEndings(" ").Trim();
        return (from > 0 ? "…" : "") + piece + (to < text.Length ? "…" : "");
    }
}
