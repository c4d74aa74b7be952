using Workflow.Forums.Checks;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>Reads one item: titles, numbers, sections, attachments, absences and, in minutes, the outcome.</summary>
internal sealed class ItemReader(SourceLine[] lines, ReaderContext context)
{
    public PaperItem Read(ItemPlace place, string? contentsTitle)
    {
        var front = new ItemFront(lines, context);
        var begin = front.Read(place);
        var sections = ReadSections(place, begin, front.Loose);
        var printed = front.HeaderTitle.Length > 0 ? front.HeaderTitle : front.HeadingTitle;
        var (route, title) = RoutingPrefix.Read(printed, context.Own);
        var access = place.Header?.Access;
        if (access is null) context.Find(place.Number, "access-missing", FindingSeverity.Warning, printed);
        var item = new PaperItem
        {
            Number = place.Number,
            Access = access ?? Access.Closed,
            Title = title,
            PlannedRoute = route,
            CaseNumber = front.CaseNumber,
            DocumentNumber = front.DocumentNumber,
            Sections = sections,
            Attachments = [.. Of(sections, SectionKind.Attachments).SelectMany(AttachmentList.Read)],
            Absent = ReadAbsent(place.Number, sections),
            Earlier = [.. Of(sections, SectionKind.EarlierDecisions).SelectMany(EarlierRecord.Read)],
            Printed = Printed(place, front, contentsTitle),
        };
        return item with { Outcome = ReadOutcome(item) };
    }

    private static PrintedItem Printed(ItemPlace place, ItemFront front, string? contentsTitle) => new(place.First + 1)
    {
        ContentsTitle = contentsTitle,
        HeadingTitle = front.HeadingTitle.Length > 0 ? front.HeadingTitle : null,
        HeaderTitle = front.HeaderTitle.Length > 0 ? front.HeaderTitle : null,
        Body = front.Body,
        ListedFiles = front.ListedFiles,
    };

    private List<PaperSection> ReadSections(ItemPlace place, int begin, IReadOnlyList<SourceLine> loose)
    {
        var segments = Segment.Cut(lines.AsSpan(begin, place.End - begin));
        if (EarlierRecord.Fold(segments))
            context.Find(place.Number, "earlier-decision-unclear", FindingSeverity.Error,
                HeadingOf(segments, SectionKind.EarlierDecisions), HeadingOf(segments, SectionKind.EarlierDecisions));
        KeepLastDecision(place.Number, segments);
        if (loose.Count > 0) segments.Insert(0, Looseness(loose));
        var sections = new List<PaperSection>();
        var open = false;
        foreach (var segment in segments)
        {
            var section = SectionText.Build(segment, context.BodyId, hideAll: open);
            open = section.OddFences && !open;
            sections.Add(section);
        }

        return sections;
    }

    private static Segment Looseness(IReadOnlyList<SourceLine> loose)
    {
        var segment = new Segment(new FoundHeading(SectionKind.Other, ""), null);
        segment.Lines.AddRange(loose);
        return segment;
    }

    // Where the word stands several times as a heading, the decision is the last one; the others stay as they are printed.
    private void KeepLastDecision(string item, List<Segment> segments)
    {
        var decisions = segments.Where(segment => segment.Heading.Kind == SectionKind.Decision).ToList();
        if (decisions.Count < 2) return;
        context.Find(item, "section-repeated", FindingSeverity.Warning, decisions[0].Heading.Text, decisions[0].Heading.Text,
            decisions.Count);
        foreach (var earlier in decisions.SkipLast(1))
            earlier.Heading = earlier.Heading with { Kind = SectionKind.Other };
    }

    private List<PaperAbsence> ReadAbsent(string item, List<PaperSection> sections)
    {
        var absent = new List<PaperAbsence>();
        foreach (var section in Of(sections, SectionKind.Absent))
        {
            var (people, count) = AbsenceList.Read(section.AllText);
            absent.AddRange(people);
            if (count.IsTorn)
                context.Find(item, "absence-unclear", FindingSeverity.Warning, section.Heading, count.Names, count.Titles,
                    count.Roles);
        }

        return absent;
    }

    private DecisionReading? ReadOutcome(PaperItem item)
    {
        if (context.Kind == PaperKind.Agenda) return null;
        return DecisionClassifier.Read(TextOf(item, SectionKind.Decision), new DecisionContext
        {
            MeetingDate = context.Date,
            Own = context.Own,
            Bodies = context.Bodies,
            Recommendation = TextOf(item, SectionKind.Recommendation),
            Access = item.Access,
        });
    }

    private static string TextOf(PaperItem item, SectionKind kind) =>
        string.Join("\n\n", Of(item.Sections, kind).Select(section => section.AllText));

    private static IEnumerable<PaperSection> Of(IEnumerable<PaperSection> sections, SectionKind kind) =>
        sections.Where(section => section.Kind == kind);

    private static string HeadingOf(List<Segment> segments, SectionKind kind) =>
        segments.Find(segment => segment.Heading.Kind == kind)?.Heading.Text ?? "";
}
