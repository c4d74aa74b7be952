using System.Text.RegularExpressions;
using Shouldly;
using Workflow.Documents.Minutes;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Xunit;
using static Workflow.Forums.Decisions.DecisionOutcome;

namespace Workflow.IntegrationTests.RealMinutes;

public sealed partial class RealReadingTests
{
    /// <summary>
    /// The first reading of the 34 items (domain.md §8): outcome, then what else is named there without brackets.
    /// </summary>
    private static readonly Dictionary<string, DecisionOutcome[][]> Expected = new(StringComparer.Ordinal)
    {
        [RealPaper.Lower] = [[Approved], [Noted], [Approved], [Noted], [Agreed], [ApprovedWithAmendment], [ApprovedWithAmendment],
            [Approved, Forwarded], [Informed]],
        [RealPaper.South] = [[Approved], [Approved], [Informed], [Approved], [Agreed], [Agreed], [Informed, Agreed], [Approved],
            [Approved], [Discussed]],
        [RealPaper.West] =
            [[Informed], [Approved], [Noted], [Noted], [ApprovedWithAmendment, Recommended], [Agreed], [Noted],
            [Discussed, Agreed], [Noted], [Approved]],
        [RealPaper.Upper] = [[Approved], [Informed], [Discussed, Agreed, Forwarded], [Informed], [NoDecision]],
    };

    public static TheoryData<string> Files => [.. RealPaper.All];

    [Theory]
    [InlineData(RealPaper.Lower, 9, 17, "2023-08-25", "08:30")]
    [InlineData(RealPaper.South, 10, 9, "2023-09-08", "12:00")]
    [InlineData(RealPaper.West, 10, 18, "2024-10-07", "16:00")]
    [InlineData(RealPaper.Upper, 5, 4, "2025-10-29", "10:00")]
    public void ItemsAttachmentsDateAndTime(string file, int items, int attachments, string date, string time)
    {
        var paper = RealPaper.Paper(file);

        paper.Kind.ShouldBe(PaperKind.Minutes);
        paper.Items.Select(item => item.Number).ShouldBe(Enumerable.Range(1, items).Select(number => $"{number}"));
        paper.Items.Sum(item => item.Attachments.Count).ShouldBe(attachments);
        paper.Items.SelectMany(item => item.Attachments).ShouldAllBe(one => one.DocumentNumber != null && one.CaseNumber != null);
        ($"{paper.Date:yyyy-MM-dd}", $"{paper.Time:HH':'mm}").ShouldBe((date, time));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Outcomes_AreAsReadByPeople(string file)
    {
        var outcomes = RealPaper.Paper(file).Items.Select(item => item.Outcome!).ToList();

        outcomes.Select(outcome => outcome.Kind).ShouldBe(Expected[file].Select(row => row[0]));
        foreach (var (outcome, row) in outcomes.Zip(Expected[file])) row[1..].ShouldBeSubsetOf(outcome.Also);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void NothingIsLost(string file)
    {
        var text = RealPaper.Text(file);
        var reading = RealPaper.Read(text);
        var used = reading.Lines.ToDictionary(line => line.Line);
        var unread = reading.NotUnderstood.Select(line => line.Line).ToHashSet();
        var model = Words(
            string.Join('\n', reading.Paper!.Items.SelectMany(item => item.Sections)
                .Select(section => section.Heading + "\n" + section.AllText)))
            .ToHashSet(StringComparer.Ordinal);
        var lines = text.Split('\n');

        for (var number = 1; number <= lines.Length; number++)
        {
            if (string.IsNullOrWhiteSpace(lines[number - 1])) continue;
            (used.ContainsKey(number) != unread.Contains(number)).ShouldBeTrue($"line {number}");
            if (used.TryGetValue(number, out var line)
                && line.Use == LineUse.Text) Words(line.Text).Except(model).ShouldBeEmpty($"line {number}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void WhatIsNotUnderstood_IsLayoutAlone(string file) =>
        RealPaper.Reading(file).NotUnderstood.ShouldAllBe(line => line.Text.All(c => c == '-' || c == '|' || c == ' '));

    [Fact]
    public void Prefixes_GiveThePlan_AndLeaveTheTitle()
    {
        var items = RealPaper.Paper(RealPaper.Lower).Items;

        items.Select(item => item.PlannedRoute).ShouldBe(
        [
            PlannedRoute.Unspecified, .. Enumerable.Repeat(PlannedRoute.Ends, 5), .. Enumerable.Repeat(PlannedRoute.Refers, 3),
        ]);
        items.ShouldAllBe(item => !item.Title.StartsWith("Sag ", StringComparison.Ordinal));
        RealPaper.Paper(RealPaper.West).Items.ShouldAllBe(item => item.PlannedRoute == PlannedRoute.Unspecified);
    }

    [Fact]
    public void FencedBlock_IsForItsBodyAlone()
    {
        var statement = RealPaper.Paper(
            RealPaper.Lower).Items[6].Sections.Single(section => section.Kind == SectionKind.Statement);

        statement.OddFences.ShouldBeFalse();
        statement.Blocks.Select(block => block.Audience).ShouldBe(["hol-fsf", null]);
        statement.Blocks[0].Text.ShouldContain("***");
        statement.Blocks[1].Text.ShouldNotContain("***");
        RealPaper.All.Select(RealPaper.Paper).SelectMany(paper => paper.Items).SelectMany(item => item.Sections)
            .SelectMany(section => section.Blocks)
            .Count(block => block.Audience is not null).ShouldBe(1);
    }

    [Fact]
    public void NamedMeeting_IsReadFromTheDecision()
    {
        var items = RealPaper.Paper(RealPaper.Lower).Items;

        (items[6].Outcome!.NamedBody, items[6].Outcome!.NamedDate).ShouldBe(("Politisk Forum", new DateOnly(2023, 9, 13)));
        items[7].Outcome!.NamedBody.ShouldBe("Politisk Forum");
        RealPaper.Paper(RealPaper.West).Items[4].Outcome!.NamedBody.ShouldBe("Politisk Forum");
        RealPaper.Paper(RealPaper.Upper).Items[2].Outcome!.NamedBody.ShouldNotBeNull().ShouldContain("sundhedsråd");
    }

    [Fact]
    public void EarlierDecision_IsNotTodays()
    {
        var item = RealPaper.Paper(RealPaper.South).Items[2];

        item.Outcome!.Kind.ShouldBe(Informed);
        item.Earlier.Single().Date.ShouldBe(new DateOnly(2023, 4, 13));
        DecisionClassifier.Read(item.Earlier.Single().Text).Kind.ShouldBe(Postponed);
    }

    [Fact]
    public void Promises_HaveTheirMonths()
    {
        var paper = RealPaper.Paper(RealPaper.West);

        Promises(paper, 5).Select(promise => promise.From).ShouldBe([new DateOnly(2025, 1, 1), new DateOnly(2025, 3, 1)]);
        Promises(paper, 7).Select(promise => promise.From).ShouldBe([new DateOnly(2024, 12, 1)]);
        new[] { 0, 1, 2, 3, 4, 6, 8, 9 }.ShouldAllBe(index => Promises(paper, index).Count == 0);
    }

    [Theory]
    [InlineData(RealPaper.Lower, 4, 3)]
    [InlineData(RealPaper.Upper, 2, 2)]
    [InlineData(RealPaper.West, 1, 1)]
    [InlineData(RealPaper.South, 0, 0)]
    public void TornAbsenceTables_ArePutTogether(string file, int most, int least)
    {
        var items = RealPaper.Paper(file).Items;

        items.Max(item => item.Absent.Count).ShouldBe(most);
        items.Min(item => item.Absent.Count).ShouldBe(least);
        items.SelectMany(item => item.Absent).ShouldAllBe(one => one.Title != null && one.Role != null);
        items.SelectMany(item => item.Absent).DistinctBy(one => (one.Name, one.Title, one.Role)).Count().ShouldBe(most);
    }

    private static IReadOnlyList<Promise> Promises(MeetingPaper paper, int index) => PromiseReader.Read(
        string.Join("\n\n", paper.Items[index].Sections.Where(section => section.Kind == SectionKind.Decision)
            .Select(section => section.AllText)), paper.Date);

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Word();
}
