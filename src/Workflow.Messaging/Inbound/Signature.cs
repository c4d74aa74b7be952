namespace Workflow.Messaging.Inbound;

/// <summary>
/// Leaves out a signature only where it is certain: below the line <c>-- </c> that is made for it (RFC 3676, 4.3), or a
/// telephone's
/// own last line. A name under the answer stays.
/// </summary>
internal static class Signature
{
    private const int MostLines = 20;

    public static List<string> Strip(List<string> lines)
    {
        var end = lines.Count;
        while (end > 0 && (string.IsNullOrWhiteSpace(lines[end - 1]) || IsFooter(lines[end - 1])))
            end--;
        for (var at = end - 1; at > 0 && end - at <= MostLines; at--)
        {
            if (lines[at].TrimEnd() == "--")
                return Kept(lines, at);
        }

        return Kept(lines, end);
    }

    private static List<string> Kept(List<string> lines, int end) =>
        lines.Take(end).Any(line => !string.IsNullOrWhiteSpace(line)) ? lines[..end] : lines;

    private static bool IsFooter(string line) => line.Length < 100 && Phrases.Of("footer")
        .Any(footer => line.TrimStart().StartsWith(footer, StringComparison.OrdinalIgnoreCase));
}
