using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>What stands between an item's titles and its first section: numbers, the body's name, a list of files.</summary>
internal sealed class ItemFront(SourceLine[] lines, ReaderContext context)
{
    private readonly List<string> _listedFiles = [];
    private readonly List<SourceLine> _loose = [];

    public string? CaseNumber { get; private set; }

    public string? DocumentNumber { get; private set; }

    public string? Body { get; private set; }

    public string HeadingTitle { get; private set; } = "";

    public string HeaderTitle { get; private set; } = "";

    public IReadOnlyList<string> ListedFiles => _listedFiles;

    /// <summary>Text that stands there without being any of these; it is kept.</summary>
    public IReadOnlyList<SourceLine> Loose => _loose;

    /// <returns>Index of the first line of the sections.</returns>
    public int Read(ItemPlace place)
    {
        if (place.Heading is { } heading)
        {
            lines[heading.Index].ReadAs(LineUse.ItemTitle);
            HeadingTitle = heading.Title;
        }

        if (place.Header is not { } header) return ReadUnder(place.Heading!.Index + 1, place, isHeader: false);
        ReadBetween(place.Heading is { } first ? first.Index + 1 : place.First, header.Index);
        lines[header.Index].ReadAs(LineUse.ItemTitle);
        HeaderTitle = header.Title;
        return ReadUnder(header.Index + 1, place, isHeader: true);
    }

    private void ReadBetween(int start, int end)
    {
        var inList = false;
        for (var i = start; i < end; i++)
        {
            var line = lines[i];
            if (line.IsBlank || line.IsRule || line.IsFence || PageNumbers.IsNumber(line.Plain)) continue;
            if (Headings.Read(line) is [{ Kind: SectionKind.Attachments }, ..]) (inList, _) = (true, Mark(line, LineUse.Heading));
            else if (ReadNumber(line)) continue;
            else if (inList) AddListed(line);
            else if (i == start && HeadingTitle.Length > 0) HeadingTitle = Continue(HeadingTitle, line);
            else AddLoose(line);
        }
    }

    private int ReadUnder(int start, ItemPlace place, bool isHeader)
    {
        var end = start;
        while (end < place.End && Headings.Read(lines[end]).Count == 0) end++;
        var names = Enumerable.Range(start, end - start).Where(i => context.IsBody(lines[i].Plain)).ToList();
        for (var i = start; i < end; i++)
        {
            var line = lines[i];
            if (line.IsBlank || line.IsRule || line.IsFence || line.IsPageLabel || ReadNumber(line)) continue;
            if (Body is null && (names.Contains(i) || (names.Count == 0 && i > start))) Body = Mark(line, LineUse.BodyName).Plain;
            else if (i == start && isHeader && Body is null) HeaderTitle = Continue(HeaderTitle, line);
            else AddLoose(line);
        }

        return end;
    }

    private bool ReadNumber(SourceLine line)
    {
        if (ItemLabels.Reads(line))
        {
            var (caseNumber, document) = ItemLabels.Read(line);
            if (caseNumber is not null) CaseNumber = caseNumber;
            DocumentNumber ??= document;
            line.ReadAs(document is null ? LineUse.CaseNumber : LineUse.DocumentNumber);
            return true;
        }

        if (Body is not null || !ItemLabels.LooksLikeCaseNumber(line.Plain) || _listedFiles.Count > 0) return false;
        CaseNumber ??= line.Plain;
        line.ReadAs(LineUse.CaseNumber);
        return true;
    }

    private void AddListed(SourceLine line)
    {
        if (line.IsEmptyMark) line.ReadAs(LineUse.EmptyMark);
        else _listedFiles.Add(SectionText.LineText(Mark(line, LineUse.ListedFile).Raw).TrimStart('-', ' '));
    }

    private void AddLoose(SourceLine line) => _loose.Add(Mark(line, LineUse.Text));

    private static string Continue(string title, SourceLine line) => (title + " " + Mark(line, LineUse.ItemTitle).Plain).Trim();

    private static SourceLine Mark(SourceLine line, LineUse use)
    {
        line.ReadAs(use);
        return line;
    }
}
