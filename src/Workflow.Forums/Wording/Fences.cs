namespace Workflow.Forums.Wording;

/// <summary>
/// Lines that hold only three stars, as a minute-taker types them, put what stands between them to one body alone. A star
/// inside a sentence is text.
/// </summary>
public static class Fences
{
    /// <returns>What other bodies may read. A fence left open hides everything after it: never show in doubt.</returns>
    public static string Open(string text)
    {
        var hidden = false;
        var open = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (IsFence(line))
                hidden = !hidden;
            else if (!hidden)
                open.Add(line);
        }

        return string.Join('\n', open).Trim();
    }

    private static bool IsFence(string line) =>
        string.Equals(line.Replace("\\", "", StringComparison.Ordinal).Trim(), "***", StringComparison.Ordinal);
}
