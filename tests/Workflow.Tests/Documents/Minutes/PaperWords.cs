using System.Text.RegularExpressions;
using Workflow.Documents.Minutes;
using Workflow.Forums.Papers;

namespace Workflow.Tests.Documents.Minutes;

/// <summary>Which lines of a file are neither in what was read nor listed as not understood.</summary>
internal static partial class PaperWords
{
    public static IReadOnlyList<string> Lost(string file, MinutesReading reading)
    {
        var lines = file.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var used = reading.Lines.ToDictionary(line => line.Line);
        var unread = reading.NotUnderstood.Select(line => line.Line).ToHashSet();
        var model = Words(string.Join('\n', Texts(reading.Paper!))).ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(
            1, lines.Length).Where(number => lines[number - 1].Any(c => !char.IsWhiteSpace(c) && c is not ('\u200B' or '\uFEFF')))
            .Where(number => unread.Contains(number) == used.ContainsKey(number)
                || (used.TryGetValue(number, out var line) && !IsKept(line, model)))
            .Select(number => $"{number}: {lines[number - 1]}")];
    }

    // The other uses are structure: labels, echoes of titles and numbers, signs. Their text stands in the reading's lines.
    private static bool IsKept(ReadLine line, HashSet<string> model) =>
        line.Use is not (LineUse.Text or LineUse.ItemTitle or LineUse.ListedFile)
        || Words(line.Text)
            .All(word => model.Contains(word) || (line.Use == LineUse.ItemTitle && word is "Punkt" or "Åben" or "Lukket"));

    private static IEnumerable<string> Texts(MeetingPaper paper) =>
    [
        paper.Body, paper.Place ?? "", .. paper.Participants.Select(one => $"{one.Name} {one.Role}"),
        .. paper.Items.SelectMany(item => item.Sections.Select(section => section.Heading + "\n" + section.AllText)),
        .. paper.Items.SelectMany(
            item => (string?[])[
                item.Number, item.Title, item.Printed!.HeadingTitle, item.Printed.HeaderTitle, .. item.Printed.ListedFiles])
            .OfType<string>(),
    ];

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Word();
}
