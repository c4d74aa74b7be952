using System.Globalization;
using Workflow.Forums;
using Workflow.Forums.Checks;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>
/// Reads an agenda or minutes as text. Tolerant of how papers are set; what it does not understand it lists with its
/// line, and a file that is no such paper is refused with place and remedy.
/// </summary>
public sealed class MinutesReader(MinutesFileLimits? limits = null)
{
    private readonly MinutesFileLimits _limits = limits ?? MinutesFileLimits.Default;

    /// <param name="bodies">Configured bodies; with none the paper is read all the same, titles as they are.</param>
    public MinutesReading Read(ReadOnlyMemory<byte> bytes, string fileName, IReadOnlyList<BodyPhrases> bodies)
    {
        if (PaperBytes.RefuseLength(bytes.Length, fileName, _limits) is { } tooLong) return Refused(tooLong);
        var text = PaperBytes.Decode(bytes.Span, fileName);
        return text.IsAccepted ? Read(text.Value, fileName, bodies) : Refused(text.Refusal);
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, string, IReadOnlyList{BodyPhrases})"/>
    public MinutesReading Read(string text, string fileName, IReadOnlyList<BodyPhrases> bodies)
    {
        if (PaperBytes.RefuseLength(text.Length, fileName, _limits) is { } tooLong) return Refused(tooLong);
        if (string.IsNullOrWhiteSpace(text)) return Refused("file-empty", fileName);
        var lines = SourceLine.Split(text);
        var places = Outline.Find(lines);
        if (places.Count == 0) return Refused("not-minutes", fileName, lines.Length);
        if (RefuseDuplicates(places, fileName) is { } duplicate) return Refused(duplicate);
        var head = new HeadReader(lines, places[0].First).Read();
        if (RefuseImpossibleDate(head, fileName) is { } impossible) return Refused(impossible);
        return Assemble(lines, places, head, bodies);
    }

    /// <summary>Reads a file; one that is too long is refused from its length, unread.</summary>
    public async Task<MinutesReading> ReadFileAsync(string path, IReadOnlyList<BodyPhrases> bodies,
        CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        try
        {
            if (PaperBytes.RefuseLength(new FileInfo(path).Length, name, _limits) is { } refusal) return Refused(refusal);
            return Read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), name, bodies);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refused("file-missing", name, error.Message);
        }
    }

    private static MinutesReading Assemble(SourceLine[] lines, IReadOnlyList<ItemPlace> places, PaperHead head,
        IReadOnlyList<BodyPhrases> bodies)
    {
        var context = Context(lines, places, head, bodies);
        var reader = new ItemReader(lines, context.Shared);
        var contents = ContentsMatch.Titles(head.Contents, places);
        if (head.Contents.Count > 0 && head.Contents.Count != places.Count)
            context.Shared.Find(null, "contents-differ", FindingSeverity.Warning, "", head.Contents.Count, places.Count);
        HeadFindings.Add(head, context.Shared);
        var paper = new MeetingPaper
        {
            Kind = context.Shared.Kind,
            Body = context.Body,
            BodyId = context.Shared.BodyId,
            Date = context.Shared.Date,
            Time = head.Time,
            Place = head.Place,
            Participants = head.Participants,
            Items = [.. places.Select((place, i) => reader.Read(place, contents[i]))],
        };
        return Reading(lines, paper, context.Shared.Findings);
    }

    private static (ReaderContext Shared, string Body) Context(
        SourceLine[] lines, IReadOnlyList<ItemPlace> places, PaperHead head, IReadOnlyList<BodyPhrases> bodies)
    {
        var body = head.Body ?? BodyUnder(lines, places, bodies);
        var own = bodies.FirstOrDefault(one => body is not null && one.Names(body));
        var kind = head.Kind ?? (HasDecisions(lines) ? PaperKind.Minutes : PaperKind.Agenda);
        var id = own?.BodyId ?? BodySlug.From(body ?? "");
        var shared = new ReaderContext(kind, body ?? "", id, own, bodies, head.Date?.Mention.Resolve(null));
        if (head.Body is null) shared.Find(null, "body-missing", FindingSeverity.Warning, "", body);
        return (shared, body ?? "");
    }

    // Without a title the body's name is the first line under an item's title that names a known body, or any such line.
    private static string? BodyUnder(SourceLine[] lines, IReadOnlyList<ItemPlace> places, IReadOnlyList<BodyPhrases> bodies)
    {
        var under = places.Select(place => (place.Header ?? place.Heading)!.Index + 1)
            .Select(start => lines.Skip(start).Take(12).FirstOrDefault(line =>
                !line.IsBlank && !line.IsRule && !ItemLabels.Reads(line) && !ItemLabels.LooksLikeCaseNumber(line.Plain)))
            .OfType<SourceLine>().Where(line => Headings.Read(line).Count == 0).Select(line => line.Plain).ToList();
        return under.Find(name => bodies.Any(body => body.Names(name))) ?? under.FirstOrDefault();
    }

    private static bool HasDecisions(SourceLine[] lines)
    {
        var segments = Segment.Cut(lines);
        return segments.Exists(segment => segment.Heading.Kind == SectionKind.Decision && segment.HasText);
    }

    private static MinutesReading Reading(SourceLine[] lines, MeetingPaper paper, IReadOnlyList<Finding> findings) => new()
    {
        Paper = paper,
        Findings = [.. findings],
        NotUnderstood =
            [.. lines.Where(line => !line.IsBlank && line.Use is null)
                .Select(line => new UnreadLine(line.Number, line.Raw.Trim()))],
        Lines =
            [.. from line in lines where line.Use is not null select new ReadLine(line.Number, line.Use!.Value, line.Plain)],
    };

    private static Refusal? RefuseDuplicates(IReadOnlyList<ItemPlace> places, string fileName)
    {
        var twice = places.GroupBy(place => place.Number, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Skip(1).Any());
        return twice is null ? null : Refuse("duplicate-item-number", fileName, twice.Key, twice.First().First + 1,
            twice.Skip(1).First().First + 1);
    }

    private static Refusal? RefuseImpossibleDate(PaperHead head, string fileName)
    {
        var bad = new[] { head.TitleDate, head.LabelDate }.FirstOrDefault(date => date is { Mention.IsImpossible: true });
        return bad is null ? null : Refuse("impossible-date", fileName, bad.Line.ToString(CultureInfo.InvariantCulture),
            bad.Mention.Text);
    }

    private static MinutesReading Refused(string code, params object?[] arguments) => Refused(Refuse(code, arguments));

    private static MinutesReading Refused(Refusal refusal) => new() { Refusal = refusal };

    private static Refusal Refuse(string code, params object?[] arguments) => new(code, ReaderTexts.Get(code, arguments));
}
