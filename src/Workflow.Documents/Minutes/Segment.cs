namespace Workflow.Documents.Minutes;

/// <summary>A heading and the lines under it, up to the next heading of the item.</summary>
internal sealed class Segment(FoundHeading heading, SourceLine? headingLine)
{
    public FoundHeading Heading { get; set; } = heading;

    public SourceLine? HeadingLine => headingLine;

    public List<SourceLine> Lines { get; } = [];

    /// <summary>Whether anything but blank lines, rules and the sign for "empty" stands in it.</summary>
    public bool HasText =>
        Heading.Rest is not null || Lines.Exists(line => !line.IsBlank && !line.IsRule && !line.IsEmptyMark && !line.IsFence);

    public static List<Segment> Cut(ReadOnlySpan<SourceLine> lines)
    {
        var segments = new List<Segment>();
        foreach (var line in lines)
        {
            var headings = Headings.Read(line);
            foreach (var heading in headings) segments.Add(new Segment(heading, line));
            if (headings.Count > 0) line.ReadAs(LineUse.Heading);
            else if (segments.Count > 0) segments[^1].Lines.Add(line);
        }

        return segments;
    }
}
