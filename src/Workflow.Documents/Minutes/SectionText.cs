using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>Turns a section's lines into blocks: paragraphs, list items, table rows; fences give a block its audience.</summary>
internal static class SectionText
{
    private static readonly string[] Bullets = ["- ", "* ", "+ ", "• ", "•\t", "– ", "·\t"];

    /// <param name="audience">Id of the body that alone may see what stands between fences.</param>
    /// <param name="hideAll">The section before had a fence left open: nothing here is surely for others.</param>
    public static PaperSection Build(Segment segment, string audience, bool hideAll)
    {
        var fences = segment.Lines.Count(line => line.IsFence);
        var odd = fences % 2 == 1;
        var blocks = new List<TextBlock>();
        var paragraphs = new ParagraphBuilder();
        if (segment.Heading.Rest is { } rest) paragraphs.Add(Markup.Plain(rest));
        var hidden = hideAll && odd;
        var seen = 0;
        foreach (var line in segment.Lines)
        {
            if (!line.IsFence)
            {
                AddLine(paragraphs, line, isList: segment.Heading.Kind is SectionKind.Attachments or SectionKind.Absent);
                continue;
            }

            line.ReadAs(LineUse.Fence);
            paragraphs.Flush(blocks, hidden ? audience : null);
            seen++;
            hidden = (hideAll && odd) || seen % 2 == 1;
        }

        paragraphs.Flush(blocks, hidden ? audience : null);
        return new PaperSection(segment.Heading.Kind, segment.Heading.Text, blocks) { OddFences = odd };
    }

    /// <summary>A line's text: a list item begins with "- ", cells are separated by a tab.</summary>
    public static string LineText(string raw)
    {
        var line = raw.TrimEnd();
        if (line.TrimStart().StartsWith('|')) return string.Join('\t', line.Trim().Trim('|').Split('|').Select(Markup.Plain));
        if (line.Contains('\t', StringComparison.Ordinal)
            && !Bullets.Any(bullet => line.TrimStart().StartsWith(bullet, StringComparison.Ordinal)))
            return string.Join('\t', line.Split('\t').Select(Markup.Plain)).TrimEnd('\t');
        var text = line.TrimStart();
        var mark = Bullets.FirstOrDefault(bullet => text.StartsWith(bullet, StringComparison.Ordinal));
        return mark is null ? Markup.Plain(text) : "- " + Markup.Plain(text[mark.Length..]);
    }

    private static void AddLine(ParagraphBuilder paragraphs, SourceLine line, bool isList)
    {
        // A page ends anywhere; its number must not become a file or a person.
        if (line.IsPageLabel || (isList && PageNumbers.IsNumber(line.Plain))) return;
        if (line.IsBlank || line.IsRule)
        {
            paragraphs.Break(isTableFrame: line.IsRule && line.Raw.Contains('|', StringComparison.Ordinal));
            return;
        }

        if (line.IsEmptyMark)
        {
            line.ReadAs(LineUse.EmptyMark);
            return;
        }

        if (line.Use is null or LineUse.Heading) line.ReadAs(LineUse.Text);
        paragraphs.Add(LineText(line.Raw));
    }

    private sealed class ParagraphBuilder
    {
        private readonly List<string> _paragraphs = [];
        private readonly List<string> _lines = [];

        public void Add(string line)
        {
            if (line.Trim().Length > 0) _lines.Add(line);
        }

        public void Break(bool isTableFrame)
        {
            if (isTableFrame || _lines.Count == 0) return;
            _paragraphs.Add(string.Join('\n', _lines));
            _lines.Clear();
        }

        public void Flush(List<TextBlock> blocks, string? audience)
        {
            Break(isTableFrame: false);
            if (_paragraphs.Count > 0) blocks.Add(new TextBlock(string.Join("\n\n", _paragraphs), audience));
            _paragraphs.Clear();
        }
    }
}
