namespace Workflow.Messaging.Inbound;

/// <summary>
/// Finds what the author wrote among what the mail program quoted. Careful the other way round, too: where the answer may
/// stand within the quotation, or nothing would be left, it is the whole text.
/// </summary>
internal static class QuotedText
{
    public static string Strip(string text)
    {
        var lines = text.Split('\n');
        var cut = UnmarkedQuote.Find(lines);
        var kept = Own(lines.AsSpan(0, cut));
        kept = Signature.Strip(kept);
        var own = Join(kept);
        if (own.Length == 0)
            return text.Trim();
        // "See my comments below": they stand in what would be cut, without a mark of their own.
        return cut < lines.Length && Phrases.In("inline", own) is not null ? text.Trim() : own;
    }

    /// <summary>Without the lines marked by <c>&gt;</c> and what announces them.</summary>
    private static List<string> Own(ReadOnlySpan<string> lines)
    {
        var kept = new List<string>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (IsMarked(lines[at]))
                continue;
            var length = Attribution.LengthAt(lines, at);
            if (length > 0 && IsFollowedByMarked(lines, at + length))
            {
                at += length - 1;
                continue;
            }

            kept.Add(lines[at]);
        }

        return kept;
    }

    internal static bool IsMarked(string line) => line.AsSpan().TrimStart().StartsWith(">");

    private static bool IsFollowedByMarked(ReadOnlySpan<string> lines, int at)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at]))
            at++;
        return at < lines.Length && IsMarked(lines[at]);
    }

    private static string Join(List<string> lines)
    {
        var (text, blank) = (new System.Text.StringBuilder(), 0);
        foreach (var line in lines)
        {
            blank = string.IsNullOrWhiteSpace(line) ? blank + 1 : 0;
            if (blank <= 1)
                text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString().Trim();
    }
}
