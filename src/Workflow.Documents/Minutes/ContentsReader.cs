using System.Text.RegularExpressions;

namespace Workflow.Documents.Minutes;

/// <summary>Reads the list of contents: titles with dots and a page number, as lines or as rows of a table.</summary>
internal static class ContentsReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly Regex Dotted = new(@"^(?<t>.*?)\s*\.{3,}\s*(?<p>\d{1,4})?$", Options);

    private static readonly Regex Paged = new(@"^(?<t>.*?\S)\t\s*(?<p>\d{1,4})$", Options);

    /// <summary>Index of the heading above the list, or of its first line; <paramref name="end"/> where there is none.</summary>
    public static int FirstLine(SourceLine[] lines, int end)
    {
        for (var i = 0; i < end; i++)
            if (IsHeading(lines[i]) || Dotted.Match(Row(lines[i])).Groups["p"].Success) return i;
        return end;
    }

    public static IReadOnlyList<string> Read(ReadOnlySpan<SourceLine> lines)
    {
        var titles = new List<string>();
        var pending = new List<SourceLine>();
        foreach (var line in lines)
        {
            if (line.IsBlank || line.IsRule || PageNumbers.IsNumber(line.Plain)) continue;
            if (IsHeading(line)) line.ReadAs(LineUse.Contents);
            else if (TitleOf(line) is { } title) titles.Add(Finish(pending, line, title));
            else pending.Add(line);
        }

        return titles;
    }

    /// <summary>A title may begin on the lines before the one with its page number.</summary>
    private static string Finish(List<SourceLine> pending, SourceLine line, string title)
    {
        var begun = pending.TakeLast(2).Where(earlier => line.Number - earlier.Number <= 2).ToList();
        foreach (var earlier in begun) earlier.ReadAs(LineUse.Contents);
        line.ReadAs(LineUse.Contents);
        pending.Clear();
        return string.Join(' ', begun.Select(Row).Append(title)).Trim();
    }

    private static string? TitleOf(SourceLine line)
    {
        var row = Row(line);
        var match = Dotted.Match(row);
        if (!match.Success) match = Paged.Match(row);
        return match.Success ? match.Groups["t"].Value.Trim() : null;
    }

    private static bool IsHeading(SourceLine line) =>
        MinutesWords.Has(MinutesWords.Current.Contents, line.Bare.TrimEnd(':', ' '));

    private static string Row(SourceLine line) =>
        string.Join('\t', line.Plain.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
