using Workflow.Forums.Papers;

namespace Workflow.Forums.Wording;

/// <summary>
/// Lines that hold only three stars, as a minute-taker types them, put what stands between them to one body alone. A star
/// inside a sentence is text.
/// </summary>
public static class Fences
{
    private const string Sign = "***";

    /// <returns>What other bodies may read. A fence left open hides everything after it: never show in doubt.</returns>
    public static string Open(string text)
    {
        var open = new List<string>();
        foreach (var line in Parts(text).Where(part => !part.IsHidden).SelectMany(part => part.Lines))
        {
            // Where something was taken out, one empty line is enough.
            if (line.Trim().Length > 0 || (open.Count > 0 && open[^1].Trim().Length > 0))
                open.Add(line);
        }

        return string.Join('\n', open).Trim();
    }

    /// <param name="audience">Id of the only body that may see what stands between fences.</param>
    public static IReadOnlyList<TextBlock> Blocks(string text, string audience) =>
    [
        .. Parts(text)
            .Select(part => new TextBlock(string.Join('\n', part.Lines).Trim(), part.IsHidden ? audience : null))
            .Where(block => block.Text.Length > 0),
    ];

    /// <summary>
    /// One text again, with fences round what is for one body alone, so that it stays so wherever the text goes.
    /// </summary>
    public static string Print(IEnumerable<TextBlock> blocks) =>
        string.Join("\n\n", blocks.Select(block => block.Audience is null ? block.Text : $"{Sign}\n{block.Text}\n{Sign}"));

    private static List<(bool IsHidden, List<string> Lines)> Parts(string text)
    {
        var parts = new List<(bool IsHidden, List<string> Lines)> { (false, []) };
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (IsFence(line))
                parts.Add((!parts[^1].IsHidden, []));
            else
                parts[^1].Lines.Add(line);
        }

        return parts;
    }

    private static bool IsFence(string line) =>
        string.Equals(line.Replace("\\", "", StringComparison.Ordinal).Trim(), Sign, StringComparison.Ordinal);
}
