using System.Text.RegularExpressions;
using Shouldly;
using Workflow.Documents.Minutes;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.IntegrationTests.RealMinutes;

/// <summary>Nothing in the reading hangs on the names, the order, the dates or the numbers of these four files.</summary>
public sealed partial class MetamorphicTests
{
    // Longest first: a short name is part of a long one.
    private static readonly (string From, string To)[] Renames =
    [
        ("HOL Sundhedsklynge Politisk Forum", "KYS Strandens Blå Kammer"),
        ("HOL Fagligt Strategisk Forum", "KYS Blandet Fagkammer"),
        ("NFS Sundhedsklynge Faglig/strategisk", "ØER Samlet/fagkammer"),
        ("NSR Slagelse Klyngen - Faglig strategisk Forum", "SKV Skovens Række - Grønt Fagkammer"),
        ("Fagligt Strategisk Forum", "Blandet Fagkammer"), ("Faglig Strategisk Forum", "Grønt Fagkammer"),
        ("Politisk Forum", "Blå Kammer"),
        ("FSF", "BFK"), ("PF", "BK"), ("EMN-", "ABC/"), ("MOD-", "XY "),
    ];

    public static TheoryData<string> Files => [.. RealPaper.All];

    [Theory]
    [MemberData(nameof(Files))]
    public void BodiesRenamed_GiveTheSameOutcomesAndPlans(string file)
    {
        var renamed = RealPaper.Bodies.Select(body => body with
        {
            Name = Rename(body.Name),
            Aliases = [.. body.Aliases.Select(Rename)],
            EndsPrefix = body.EndsPrefix is null ? null : Rename(body.EndsPrefix),
            RefersPrefix = body.RefersPrefix is null ? null : Rename(body.RefersPrefix),
        }).ToList();

        Shape(RealPaper.Read(Rename(RealPaper.Text(file)).Replace("XY ", "XY-", StringComparison.Ordinal), renamed))
            .ShouldBe(Shape(RealPaper.Reading(file)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ItemsShuffled_GiveTheSameOutcomes(string file)
    {
        var lines = RealPaper.Text(file).Split('\n');
        var starts = RealPaper.Paper(file).Items.Select(item => item.Printed!.Line - 1).Append(lines.Length).ToList();
        var items = Enumerable.Range(
            0, starts.Count - 1).Select(i => string.Join('\n', lines[starts[i]..starts[i + 1]])).Reverse();

        var shuffled = RealPaper.Read(string.Join('\n', lines[..starts[0]]) + "\n" + string.Join("\n\n", items));

        Shape(shuffled).OrderBy(shape => shape, StringComparer.Ordinal)
            .ShouldBe(Shape(RealPaper.Reading(file)).OrderBy(shape => shape, StringComparer.Ordinal));
        shuffled.Paper!.Items[0].Number.ShouldBe($"{starts.Count - 1}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void DatesAndNumbersChanged_GiveTheSameOutcomes(string file)
    {
        var text = Year().Replace(RealPaper.Text(file), match => $"{int.Parse(match.Value, null) + 8}");
        text = Long().Replace(
            text, match => new string([.. match.Value.Select(c => c == '0' ? '7' : (char)('0' + ((c - '0' + 3) % 10)))]));
        text = ItemNumber().Replace(
            text, match =>
                $"{match.Groups["before"].Value}{int.Parse(match.Groups["n"].Value, null) + 40}{match.Groups["after"].Value}");

        Shape(RealPaper.Read(text)).ShouldBe(Shape(RealPaper.Reading(file)));
    }

    private static string Rename(string text) =>
        Renames.Aggregate(text, (so, pair) => so.Replace(pair.From, pair.To, StringComparison.Ordinal));

    // What must not change: outcomes, plans, kinds of sections and their fences, counts of attachments and absences.
    private static List<string> Shape(MinutesReading reading) =>
    [
        .. reading.Paper!.Items.Select(item => string.Join(' ',
            Outcome(item.Outcome!), item.PlannedRoute, item.Attachments.Count, item.Absent.Count, item.Access,
            string.Join(',',
                item.Sections.Select(section => $"{section.Kind}{section.Blocks.Count(block => block.Audience is not null)}")))),
    ];

    private static string Outcome(DecisionReading outcome) =>
        $"{outcome.Kind}+{string.Join('+', outcome.Also)} {outcome.NamedBody is not null}";

    [GeneratedRegex(@"\b20[12]\d\b")]
    private static partial Regex Year();

    [GeneratedRegex(@"\b\d{8}\b")]
    private static partial Regex Long();

    [GeneratedRegex(@"^(?<before>[#* ]*(?:Punkt )?)(?<n>\d+)(?<after>: | \(Åben\))", RegexOptions.Multiline)]
    private static partial Regex ItemNumber();
}
