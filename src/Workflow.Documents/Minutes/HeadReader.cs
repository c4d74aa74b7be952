using System.Text.RegularExpressions;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Documents.Minutes;

/// <summary>Reads the title, the labels (date, place, participants) and the list of contents.</summary>
internal sealed class HeadReader(SourceLine[] lines, int end)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly MinutesWords Words = MinutesWords.Current;

    private static readonly Regex Title = new(
        $@"^(?:(?<agenda>{MinutesWords.Either(Words.Agenda)})|(?<minutes>{MinutesWords.Either(Words.Minutes)}))\b\s*(?<rest>.*)$",
        Options);

    private static readonly Regex Label = new(
        $@"^(?:(?<date>{MinutesWords.Either(Words.MeetingDate)})|(?<place>{MinutesWords.Either(Words.Place)})|(?<people>{MinutesWords.Either(Words.Participants)}))\b\s*:?\s*(?<rest>.*)$",
        Options);

    private static readonly Regex BodyEnd = new(@"[\s,]*(?:\b(?:d|den)\.?|[-–,])?\s*$", Options);

    private PaperHead _head = new();

    public PaperHead Read()
    {
        var contents = ContentsReader.FirstLine(lines, end);
        for (var i = 0; i < contents; i++)
        {
            if (lines[i].IsBlank || lines[i].Use is not null) continue;
            ReadLine(i, contents);
        }

        return _head with { Contents = ContentsReader.Read(lines.AsSpan(contents, end - contents)) };
    }

    private void ReadLine(int index, int stop)
    {
        var line = lines[index];
        var title = Title.Match(line.Plain);
        if (title.Success && _head.Kind is null) ReadTitle(line, title);
        else if (Label.Match(line.Plain) is { Success: true } label) ReadLabel(index, stop, label);
    }

    private void ReadTitle(SourceLine line, Match match)
    {
        line.ReadAs(LineUse.DocumentTitle);
        var rest = match.Groups["rest"].Value;
        var date = DateReader.Find(rest) is [.., var last] ? last : null;
        var body = date is null ? rest : BodyEnd.Replace(rest[..date.Index], "", 1);
        _head = _head with
        {
            Kind = match.Groups["agenda"].Success ? PaperKind.Agenda : PaperKind.Minutes,
            Body = body.Trim().Length > 0 ? body.Trim() : null,
            TitleDate = date is null ? null : new DatedLine(line.Number, date),
        };
    }

    private void ReadLabel(int index, int stop, Match label)
    {
        var use = label.Groups["date"].Success ? LineUse.MeetingDate
            : label.Groups["place"].Success ? LineUse.Place : LineUse.Participants;
        var value = Value(index, stop, label.Groups["rest"].Value, use);
        switch (use)
        {
            case LineUse.MeetingDate:
                ReadDate(lines[index].Number, string.Join(' ', value));
                break;
            case LineUse.Place:
                var place = string.Join(", ", value.Select(part => part.TrimEnd(',', ' ')));
                _head = _head with { Place = place.Length > 0 ? place : null };
                break;
            default:
                _head = _head with { Participants = Participants.Read(value) };
                break;
        }
    }

    private void ReadDate(int line, string value)
    {
        var date = DateReader.First(value);
        _head = _head with
        {
            LabelDate = date is null ? null : new DatedLine(line, date),
            Weekday = DateReader.FindWeekday(value),
            Time = DateReader.FindTime(value),
        };
    }

    // The value stands beside the label and goes on over the lines that follow without a gap, or stands after one gap.
    private List<string> Value(int index, int stop, string beside, LineUse use)
    {
        lines[index].ReadAs(use);
        var value = new List<string>();
        if (beside.Trim().Length > 0) value.Add(beside.Trim());
        var next = index + 1;
        while (value.Count == 0 && next < stop && lines[next].IsBlank) next++;
        for (; next < stop && IsValue(lines[next]); next++)
        {
            lines[next].ReadAs(use);
            value.Add(lines[next].Plain);
        }

        return value;
    }

    private static bool IsValue(SourceLine line) =>
        !line.IsBlank && !line.IsRule && !line.Raw.TrimStart().StartsWith('#')
        && !Label.IsMatch(line.Plain) && !Title.IsMatch(line.Plain);
}
