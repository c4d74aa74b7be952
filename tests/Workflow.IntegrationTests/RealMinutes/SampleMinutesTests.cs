using System.Text.RegularExpressions;
using Shouldly;
using Workflow.Documents.Minutes;
using Workflow.Forums.Checks;
using Workflow.Forums.Papers;
using Xunit;
using static Workflow.Forums.Decisions.DecisionOutcome;

namespace Workflow.IntegrationTests.RealMinutes;

/// <summary>The invented samples are as hard to read as the real papers, and the source names no real body.</summary>
public sealed partial class SampleMinutesTests
{
    private static readonly BodyPhrases[] Bodies =
    [
        new("fjordby-fagligt", "FJB Fjordby Fagligt Forum", ["Fagligt Forum", "FF"], "Sag slutter FF",
            "Sag videre til PU") { Cluster = "fjordby" },
        new("fjordby-politisk", "FJB Fjordby Politisk Udvalg", ["Politisk Udvalg", "PU"]) { Cluster = "fjordby" },
    ];

    [Fact]
    public void LowerSample_HasWhatItPromises()
    {
        var reading = Read("fjordby-fagligt-2025-03-12.txt");
        var paper = reading.Paper.ShouldNotBeNull();

        paper.Items.Select(item => item.Outcome!.Kind)
            .ShouldBe([Approved, Noted, Approved, ApprovedWithAmendment, Approved, ApprovedWithAmendment, Approved, Informed]);
        paper.Items.Count(item => item.PlannedRoute == PlannedRoute.Refers).ShouldBe(3);
        paper.Items[4].Access.ShouldBe(Access.Closed);
        paper.Items[5].Sections[1].Blocks.Select(block => block.Audience).ShouldBe(["fjordby-fagligt", null]);
        (paper.Items[5].Outcome!.NamedBody,
        paper.Items[5].Outcome!.NamedDate).ShouldBe(("Politisk Udvalg", new DateOnly(2025, 4, 9)));
        reading.NotUnderstood.ShouldAllBe(line => line.Text.All(c => c == '-' || c == '|' || c == ' '));
        DispatchCheck.Run(paper).Select(finding => finding.Rule).ShouldBe(
            ["unresolved-choice", "dietary-need", "economy-sentence-missing", "macro-file", "attachment-name-cut",
            "titles-differ", "template-help-text"], ignoreOrder: true);
    }

    [Fact]
    public void UpperSample_HasAnUndecidedItem()
    {
        var paper = Read("fjordby-politisk-2025-11-19.txt").Paper.ShouldNotBeNull();

        paper.Items.Select(item => item.Outcome!.Kind).ShouldBe([Approved, Discussed, Discussed, Informed, NoDecision]);
        paper.Items[2].Outcome!.NamedBody.ShouldBe("Sundhedsråd Bælthavet");
        paper.Items[1].Earlier.Single().Date.ShouldBe(new DateOnly(2025, 4, 9));
    }

    [Fact]
    public void Source_NamesNoBodyOfTheRealPapers()
    {
        string[] endings = [".cs", ".cshtml", ".razor", ".resx"];
        var source = Path.Combine(Root(), "src");
        var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Where(file => endings.Contains(Path.GetExtension(file))
                && !Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToList();

        files.Count.ShouldBeGreaterThan(20);
        files.Where(file => Banned().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    private static MinutesReading Read(string name) =>
        new MinutesReader().Read(File.ReadAllBytes(Path.Combine(Root(), "samples", "minutes", name)), name, Bodies);

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Workflow.sln"))) return at.FullName;
        throw new InvalidOperationException("No folder above the tests holds Workflow.sln.");
    }

    [GeneratedRegex(@"(?<![\p{L}\d])(?:FSF|PF|HOL|NFS|NSR|Politisk)(?![\p{L}\d])", RegexOptions.IgnoreCase)]
    private static partial Regex Banned();
}
