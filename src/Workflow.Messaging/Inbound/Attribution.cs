namespace Workflow.Messaging.Inbound;

/// <summary>The line that announces a quotation, "On Monday … wrote:"; mail programs break it over up to three lines.</summary>
internal static class Attribution
{
    private const int MostLines = 3;
    private const int LongestLine = 400;

    private static readonly (string Begin, string End)[] Forms =
        [.. Phrases.Of("attribution").Select(form => form.Split('|')).Select(form => (form[0].Trim() + " ", form[1].Trim()))];

    /// <returns>How many lines it takes; 0 where there is none.</returns>
    public static int LengthAt(ReadOnlySpan<string> lines, int at)
    {
        var first = lines[at].Trim();
        if (!Array.Exists(Forms, form => first.StartsWith(form.Begin, StringComparison.OrdinalIgnoreCase)))
            return 0;
        var joined = "";
        for (var length = 1; length <= MostLines && at + length <= lines.Length; length++)
        {
            joined = $"{joined} {lines[at + length - 1].Trim()}";
            if (joined.Length > LongestLine)
                return 0;
            if (IsWhole(joined.Trim()))
                return length;
        }

        return 0;
    }

    /// <summary>
    /// It ends with a colon and holds a number (the date), so that "Den gamle formand skrev:" is no announcement.
    /// </summary>
    private static bool IsWhole(string line) => line.EndsWith(':') && line.Any(char.IsAsciiDigit) && Array.Exists(Forms, form =>
        line.StartsWith(form.Begin, StringComparison.OrdinalIgnoreCase)
        && line.Contains($" {form.End}", StringComparison.OrdinalIgnoreCase));
}
