using System.Text.RegularExpressions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Documents.Minutes;

/// <summary>
/// The section of earlier decisions may hold a whole earlier record with headings of its own. They are folded back
/// into it, so that an earlier decision is never read as today's.
/// </summary>
internal static class EarlierRecord
{
    private static readonly Regex Header = new(
        $@"^(?:{MinutesWords.Either(MinutesWords.Current.EarlierBody)})\s*:\s*(?<body>.+?)[\s,;]*(?:{MinutesWords.Either(MinutesWords.Current.EarlierDate)})\s*:\s*(?<date>.+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <returns>Whether it is unclear where the earlier record ends.</returns>
    public static bool Fold(List<Segment> segments)
    {
        var at = segments.FindIndex(segment => segment.Heading.Kind == SectionKind.EarlierDecisions);
        if (at < 0 || !segments[at].HasText) return false;
        var decision = segments.FindLastIndex(segment => segment.Heading.Kind == SectionKind.Decision);
        var unclear = decision > at && IsOpen(segments[at])
            && segments.Count(segment => segment.Heading.Kind == SectionKind.Decision) == 1;
        if (unclear) Absorb(segments, at, decision);
        else if (decision > at) AbsorbBetween(segments, at, decision);
        else AbsorbRepeated(segments, at);
        return unclear;
    }

    /// <summary>What is for one body alone stays between fences in the record it stands in; no header is read in it.</summary>
    public static IReadOnlyList<EarlierDecision> Read(PaperSection section)
    {
        var found = new List<EarlierDecision>();
        var before = new List<TextBlock>();
        foreach (var block in section.Blocks)
        {
            if (block.Audience is null)
                Read(block.Text, found);
            else if (found.Count > 0)
                Append(found, Fences.Print([block]));
            else
                before.Add(block);
        }

        if (found.Count > 0 && before.Count > 0)
            found.Insert(0, new EarlierDecision("", null, Fences.Print(before)));
        return found;
    }

    private static void Read(string text, List<EarlierDecision> found)
    {
        var inAbsence = false;
        foreach (var line in text.Split('\n'))
        {
            var match = Header.Match(line);
            if (match.Success)
            {
                var date = DateReader.First(match.Groups["date"].Value)?.Resolve(null);
                inAbsence = false;
                found.Add(new EarlierDecision(match.Groups["body"].Value.Trim(), date, ""));
            }
            else if (found.Count > 0)
            {
                var heading = Headings.OfText(line);
                inAbsence = heading is null ? inAbsence : heading == SectionKind.Absent;
                if (heading is null && !inAbsence) Append(found, line);
            }
        }
    }

    private static void Append(List<EarlierDecision> found, string text) =>
        found[^1] = found[^1] with { Text = (found[^1].Text + "\n" + text).Trim() };

    // Its last line is the header of a record without any text: what follows may be that record's.
    private static bool IsOpen(Segment earlier) =>
        earlier.Lines.FindLast(line => !line.IsBlank && !line.IsRule) is { } last && Header.IsMatch(last.Plain);

    private static void AbsorbBetween(List<Segment> segments, int at, int decision)
    {
        for (var i = decision - 1; i > at; i--)
        {
            var kind = segments[i].Heading.Kind;
            var belongsToRecord = kind == SectionKind.Decision
                || (kind is SectionKind.Absent or SectionKind.Attachments
                    && segments.FindLastIndex(other => other.Heading.Kind == kind) > decision);
            if (belongsToRecord) Absorb(segments, at, i);
        }
    }

    private static void AbsorbRepeated(List<Segment> segments, int at)
    {
        for (var i = segments.Count - 1; i > at; i--)
        {
            var kind = segments[i].Heading.Kind;
            if (kind is SectionKind.Absent or SectionKind.Attachments
                && segments.FindLastIndex(other => other.Heading.Kind == kind) > i)
                Absorb(segments, at, i);
        }
    }

    // Called from the last to the first, so the lines are put right behind the record's own.
    private static void Absorb(List<Segment> segments, int at, int index)
    {
        var absorbed = segments[index];
        if (absorbed.HeadingLine is { } line && !segments[at].Lines.Contains(line)) absorbed.Lines.Insert(0, line);
        var own = segments[at].Lines;
        var behind = own.FindIndex(other => absorbed.Lines.Count > 0 && other.Number > absorbed.Lines[0].Number);
        own.InsertRange(behind < 0 ? own.Count : behind, absorbed.Lines);
        segments.RemoveAt(index);
    }
}
