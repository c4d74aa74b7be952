using System.Text.RegularExpressions;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>Where one item stands in the file.</summary>
/// <param name="Heading">The line "Punkt N: title"; null where the paper has none.</param>
/// <param name="Header">The line "N (Åben) title"; null where the flag is missing.</param>
/// <param name="First">Index of its first line.</param>
/// <param name="End">Index after its last line.</param>
internal sealed record ItemPlace(string Number, TitleLine? Heading, TitleLine? Header, int First, int End);

/// <param name="Index">Of the line in the file, from 0.</param>
/// <param name="Access">Null where the line carries no flag.</param>
internal sealed record TitleLine(int Index, string Number, string Title, Access? Access);

/// <summary>Finds the items of a paper by their two title lines.</summary>
internal static class Outline
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    // A late insert carries a sub-number: 4a, 4.1.
    private const string Number = @"(?<n>\d{1,4}(?:\.\d{1,3})*[a-z]?)";

    private static readonly Regex HeadingForm = new(
        $@"^(?:{MinutesWords.Either(MinutesWords.Current.Item)})\s+{Number}\s*:\s*(?<t>.*)$", Options);

    private static readonly Regex HeaderForm = new(
        $@"^{Number}\.?\s*\(\s*(?:(?<open>{MinutesWords.Either(MinutesWords.Current.Open)})|(?<closed>{MinutesWords.Either(MinutesWords.Current.Closed)})|)\s*\)\s*(?<t>.*)$",
        Options);

    public static IReadOnlyList<ItemPlace> Find(SourceLine[] lines)
    {
        var titles = Titles(lines);
        var starts = new List<(string Number, TitleLine? Heading, TitleLine? Header)>();
        TitleLine? heading = null;
        foreach (var (title, isHeader) in titles)
        {
            if (!isHeader)
            {
                if (heading is not null && StandsAlone(lines, heading, titles)) starts.Add((heading.Number, heading, null));
                heading = title;
            }
            else if (heading is not null && Same(heading.Number, title.Number))
            {
                starts.Add((title.Number, heading, title));
                heading = null;
            }
            else if (IsHeader(lines, title))
            {
                if (heading is not null && StandsAlone(lines, heading, titles)) starts.Add((heading.Number, heading, null));
                starts.Add((title.Number, null, title));
                heading = null;
            }
        }

        if (heading is not null && StandsAlone(lines, heading, titles)) starts.Add((heading.Number, heading, null));
        return Places(lines, starts);
    }

    private static List<(TitleLine Title, bool IsHeader)> Titles(SourceLine[] lines)
    {
        var titles = new List<(TitleLine, bool)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].IsBlank || lines[i].Raw.Length > 2000) continue;
            var header = HeaderForm.Match(lines[i].Plain);
            if (header.Success) titles.Add((Title(i, header, Flag(header)), true));
            var heading = HeadingForm.Match(lines[i].Plain);
            if (heading.Success) titles.Add((Title(i, heading, null), false));
        }

        return titles;
    }

    private static TitleLine Title(int index, Match match, Access? access) =>
        new(index, match.Groups["n"].Value, match.Groups["t"].Value.Trim(), access);

    private static Access? Flag(Match match) =>
        match.Groups["open"].Success ? Access.Open : match.Groups["closed"].Success ? Access.Closed : null;

    // A title line without its partner is an item only where an item's own lines follow; in prose it is text.
    private static bool IsHeader(SourceLine[] lines, TitleLine title) =>
        Next(lines, title.Index, 6).Any(line => ItemLabels.Reads(line))
        || Next(lines, title.Index, 2).Any(line => Headings.Read(line).Count > 0);

    private static bool StandsAlone(SourceLine[] lines, TitleLine heading, List<(TitleLine Title, bool IsHeader)> titles) =>
        !titles.Any(other => other.IsHeader && Same(other.Title.Number, heading.Number) && other.Title.Index > heading.Index)
        && (IsHeader(lines, heading) || Next(lines, heading.Index, 1).Any(line => ItemLabels.LooksLikeCaseNumber(line.Plain)));

    private static IEnumerable<SourceLine> Next(SourceLine[] lines, int index, int count) =>
        lines.Skip(index + 1).Take(40).Where(line => !line.IsBlank && !line.IsRule).Take(count);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static List<ItemPlace> Places(SourceLine[] lines, List<(string Number, TitleLine? Heading, TitleLine? Header)> starts)
    {
        var first = starts.Select((start, i) => start.Heading?.Index
            ?? FrontAbove(lines, start.Header!.Index, i == 0 ? 0 : TitleOf(starts[i - 1]) + 1)).ToList();
        return [.. starts.Select((start, i) =>
            new ItemPlace(
                start.Number, start.Heading, start.Header, first[i], i + 1 < first.Count ? first[i + 1] : lines.Length))];
    }

    private static int TitleOf((string Number, TitleLine? Heading, TitleLine? Header) start) =>
        (start.Header ?? start.Heading)!.Index;

    // Where the first title is missing, the item's case number and list of files still stand above its header.
    private static int FrontAbove(SourceLine[] lines, int header, int floor)
    {
        var loose = false;
        for (var i = header - 1; i >= floor && header - i < 80; i--)
        {
            var line = lines[i];
            if (line.IsBlank || line.IsRule) continue;
            if (ItemLabels.LooksLikeCaseNumber(line.Plain) && !loose) return i;
            var headings = Headings.Read(line);
            if (headings is [{ Kind: SectionKind.Attachments, Rest: null }]) loose = false;
            else if (headings.Count > 0 || line.IsEmptyMark || ItemLabels.Reads(line)) return header;
            else loose = true;
        }

        return header;
    }
}
