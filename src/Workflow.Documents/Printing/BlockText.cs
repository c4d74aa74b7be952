namespace Workflow.Documents.Printing;

/// <summary>Text in the format of a text block: paragraphs, lists and tables.</summary>
internal static class BlockText
{
    private enum LineKind
    {
        Paragraph,
        ListItem,
        Row,
    }

    /// <summary>Whether there is anything to read: a lone "." is the mark of an empty section, never a text.</summary>
    public static bool IsEmpty(string? text) => Paragraphs(text).Count == 0;

    /// <param name="linkStarts">What an address at the end of a line must begin with, one of them, to become a link.</param>
    public static void Write(Markup html, string? text, IReadOnlyList<string>? linkStarts = null)
    {
        foreach (var paragraph in Paragraphs(text))
        {
            foreach (var run in Runs(paragraph))
                WriteRun(html, run.Kind, run.Lines, linkStarts ?? []);
        }
    }

    private static List<List<string>> Paragraphs(string? text)
    {
        var paragraphs = new List<List<string>>();
        List<string>? current = null;
        foreach (var line in PlainText.Lines(text).Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Length == 0 || line.Trim() is ".")
            {
                current = null;
                continue;
            }

            if (current is null)
                paragraphs.Add(current = []);
            current.Add(line);
        }

        return paragraphs;
    }

    private static IEnumerable<(LineKind Kind, List<string> Lines)> Runs(List<string> paragraph)
    {
        var start = 0;
        for (var i = 1; i <= paragraph.Count; i++)
        {
            if (i < paragraph.Count && KindOf(paragraph[i]) == KindOf(paragraph[start]))
                continue;

            yield return (KindOf(paragraph[start]), paragraph[start..i]);
            start = i;
        }
    }

    private static LineKind KindOf(string line)
    {
        if (line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
            return LineKind.ListItem;

        return line.Contains('\t', StringComparison.Ordinal) ? LineKind.Row : LineKind.Paragraph;
    }

    private static void WriteRun(Markup html, LineKind kind, List<string> lines, IReadOnlyList<string> linkStarts)
    {
        switch (kind)
        {
            case LineKind.ListItem:
                html.Open("ul");
                foreach (var line in lines)
                {
                    html.Open("li");
                    WriteLine(html, line.TrimStart()[2..].Replace('\t', ' ').Trim(), linkStarts);
                    html.Close();
                }

                html.Close();
                break;
            case LineKind.Row:
                WriteTable(html, [.. lines.Select(line => line.Split('\t', StringSplitOptions.TrimEntries))]);
                break;
            default:
                WriteParagraph(html, lines, linkStarts);
                break;
        }
    }

    private static void WriteParagraph(Markup html, List<string> lines, IReadOnlyList<string> linkStarts)
    {
        html.Open("p");
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                html.Void("br");
            WriteLine(html, lines[i].Trim(), linkStarts);
        }

        html.Close();
    }

    private static void WriteLine(Markup html, string line, IReadOnlyList<string> linkStarts)
    {
        var at = linkStarts.Select(start => line.LastIndexOf(start, StringComparison.Ordinal)).DefaultIfEmpty(-1).Max();
        if (at < 0 || line.AsSpan(at).Contains(' '))
        {
            html.Text(line);
            return;
        }

        html.Text(line[..at]).Element("a", line[at..], ("href", line[at..]));
    }

    private static void WriteTable(Markup html, List<string[]> rows)
    {
        var width = rows.Max(row => row.Length);
        var headed = rows.Count > 1 && rows[0].Length == width && rows[0].All(IsHeading);

        // A wide table scrolls in its own frame on a telephone; the frame takes the keyboard's focus to be scrolled.
        html.Open("div", ("class", "wide"), ("tabindex", "0")).Open("table");
        foreach (var (index, row) in rows.Index())
        {
            var isHead = headed && index == 0;
            html.Open("tr");
            for (var column = 0; column < width; column++)
            {
                var cell = column < row.Length ? row[column] : "";
                html.Element(isHead ? "th" : "td", cell, ("scope", isHead ? "col" : null));
            }

            html.Close();
        }

        html.Close().Close();
    }

    /// <summary>The format does not say which row is the head: words without figures in every cell of the first row.</summary>
    private static bool IsHeading(string cell) => cell.Length > 0 && !cell.Any(char.IsAsciiDigit);
}
