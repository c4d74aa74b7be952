namespace Workflow.Messaging.Inbound;

/// <summary>Where a quotation without marks begins, as Outlook and some telephones write it below the answer.</summary>
internal static class UnmarkedQuote
{
    private const int HeaderLines = 8;

    /// <returns>The first line of it; the number of lines where there is none, or where nothing stands above it.</returns>
    public static int Find(string[] lines)
    {
        var hasOwn = false;
        for (var at = 0; at < lines.Length; at++)
        {
            if (hasOwn && BeginsAt(lines, at))
                return at;
            hasOwn |= !string.IsNullOrWhiteSpace(lines[at]) && !QuotedText.IsMarked(lines[at]) && !IsRule(lines[at]);
        }

        return lines.Length;
    }

    private static bool BeginsAt(string[] lines, int at) =>
        IsOriginalLine(lines[at])
        || IsHeaderBlock(lines, at)
        || (IsRule(lines[at]) && IsHeaderBlock(lines, NextText(lines, at + 1)))
        || (Attribution.LengthAt(lines, at) is > 0 and var length && !IsMarkedAt(lines, NextText(lines, at + length)));

    /// <summary><c>-----Original Message-----</c></summary>
    private static bool IsOriginalLine(string line)
    {
        var text = line.Trim();
        return text.Length < 80 && text.StartsWith("--", StringComparison.Ordinal)
            && text.EndsWith("--", StringComparison.Ordinal)
            && Phrases.In("original", text) is not null;
    }

    /// <summary>From, and two of sent, to, subject within the next lines.</summary>
    private static bool IsHeaderBlock(string[] lines, int at)
    {
        if (at >= lines.Length || !IsField(lines[at], "from"))
            return false;
        return lines.Skip(at + 1).Take(HeaderLines).Count(line => IsField(line, "header")) >= 2;
    }

    private static bool IsField(string line, string section)
    {
        var text = line.Trim().Trim('*');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and < 20
            && Phrases.Of(section).Contains(text[..colon].Trim().Trim('*'), StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsRule(string line) => line.Trim() is { Length: >= 10 } rule && rule.All(c => c is '_' or '-' or '=');

    private static int NextText(string[] lines, int at)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at]))
            at++;
        return at;
    }

    private static bool IsMarkedAt(string[] lines, int at) => at < lines.Length && QuotedText.IsMarked(lines[at]);
}
