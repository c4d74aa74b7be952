using Shouldly;
using Workflow.Documents.Minutes;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;
using Xunit;
using static Workflow.Tests.Documents.Minutes.InventedMinutes;

namespace Workflow.Tests.Documents.Minutes;

public sealed class FenceTests
{
    [Fact]
    public void BlockBetweenFences_IsForTheBodyAlone_AlsoWhereASentenceInItHasTheSign()
    {
        var blocks = Statement(Whole).Blocks;

        blocks.ShouldBe(
        [
            new TextBlock("Dette (mellem ***) er rådets eget: chaufføren er sagt op.", "hede-fagligt"),
            new TextBlock("Bussen kører fra september."),
        ]);
    }

    [Fact]
    public void SignInASentenceOutside_IsText() =>
        Statement(Whole.Replace("Bussen kører fra september.", "Bussen (se \\*\\*\\*) kører.", StringComparison.Ordinal))
            .Blocks[1].ShouldBe(new TextBlock("Bussen (se ***) kører."));

    [Theory]
    [InlineData("***")]
    [InlineData("  \\*\\*\\*  ")]
    [InlineData("### \\*\\*\\*")]
    [InlineData("\\*\\*\\*\\*")]
    public void Fence_HoweverSet_IsAFence(string fence) =>
        Statement(
            Whole.Replace("\n\\*\\*\\*\n", $"\n{fence}\n", StringComparison.Ordinal)).Blocks[0].Audience.ShouldBe("hede-fagligt");

    [Fact]
    public void OddFences_HideFromTheLastOneToTheEnd_AndAreMarked()
    {
        var section = Statement(Whole.Replace("er sagt op.\n\n\\*\\*\\*", "er sagt op.", StringComparison.Ordinal));

        section.OddFences.ShouldBeTrue();
        section.Blocks.ShouldAllBe(block => block.Audience == "hede-fagligt");
    }

    [Fact]
    public void ThreeFences_ShowOnlyWhatStandsBetweenSecondAndThird()
    {
        var section = Statement(
            Whole.Replace("Bussen kører fra september.", "Åbent.\n\n\\*\\*\\*\n\nSkjult igen.", StringComparison.Ordinal));

        section.Blocks.Where(block => block.Audience is null).ShouldBe([new TextBlock("Åbent.")]);
    }

    [Fact]
    public void FenceOpenedInOneSectionAndClosedInTheNext_HidesBoth()
    {
        var text = Whole.Replace("er sagt op.\n\n\\*\\*\\*", "er sagt op.", StringComparison.Ordinal)
            .Replace("Sagen medfører", "Hemmeligt tal.\n\n\\*\\*\\*\n\nSagen medfører", StringComparison.Ordinal);
        var economy = Item(text, "2").Sections.Single(section => section.Kind == SectionKind.Economy);

        economy.Blocks.ShouldAllBe(block => block.Audience == "hede-fagligt");
    }

    [Fact]
    public void Attachment_BetweenFences_IsForTheBodyAlone()
    {
        var text = Whole.Replace("1. Bilag 1. Køreplan (DokID: 30010102 - HED-2025-0031)",
            "\\*\\*\\*\n\n1. Lønliste (DokID: 30010103 - HED-2025-0031)\n\n\\*\\*\\*\n\n2. Køreplan (DokID: 30010102 - HED-2025-0031)", StringComparison.Ordinal);

        Item(text, "2").Attachments.Select(file => (file.Name, file.Audience))
            .ShouldBe([("Lønliste", "hede-fagligt"), ("Køreplan", null)]);
    }

    [Fact]
    public void EarlierDecision_PartlyBetweenFences_KeepsThemSoThatThePartIsKnownWhereverItGoes()
    {
        var section = new PaperSection(SectionKind.EarlierDecisions, "",
            [new TextBlock("Udvalg: Hede Udvalg Dato: 04-05-2025\nUdsat."), new TextBlock("Kun rådet.", "hede-fagligt"),
            new TextBlock("Drøftet.")]);

        var earlier = EarlierRecord.Read(section).ShouldHaveSingleItem();

        Fences.Open(earlier.Text).ShouldBe("Udsat.\nDrøftet.");
        Fences.Blocks(earlier.Text, "hede-fagligt").ShouldContain(new TextBlock("Kun rådet.", "hede-fagligt"));
    }

    private static PaperSection Statement(string text) =>
        Item(text, "2").Sections.Single(section => section.Kind == SectionKind.Statement);
}
