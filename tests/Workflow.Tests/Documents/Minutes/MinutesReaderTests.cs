using Shouldly;
using Workflow.Documents.Minutes;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Xunit;
using static Workflow.Tests.Documents.Minutes.InventedMinutes;

namespace Workflow.Tests.Documents.Minutes;

public sealed class MinutesReaderTests
{
    [Fact]
    public void Head_IsRead()
    {
        var paper = Paper(Whole);

        (paper.Kind, paper.Body, paper.BodyId, paper.Date, paper.Time, paper.Place)
            .ShouldBe(
                (PaperKind.Minutes, "HED Hede Fagligt Råd", "hede-fagligt", new DateOnly(2025, 6, 4), new TimeOnly(10, 15),
                "Lyngkroen, sal 2"));
        paper.Items.Select(item => item.Number).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Item_HasItsNumbersSectionsAttachmentsAndAbsences()
    {
        var item = Item(Whole, "1");

        (item.Access, item.Title, item.CaseNumber,
        item.DocumentNumber).ShouldBe((Access.Open, "Fælles hjertestartere", "HED-2025-0007", "30010001"));
        item.Sections.Select(section => section.Kind).ShouldBe(
        [
            SectionKind.Summary, SectionKind.Statement, SectionKind.Economy, SectionKind.Recommendation,
            SectionKind.EarlierDecisions, SectionKind.Decision, SectionKind.Absent, SectionKind.Attachments,
        ]);
        item.Attachments.ShouldBe([new PaperAttachment("1", "Batteri_plan", "30010101", "HED-2025-0007")]);
        item.Absent.ShouldBe([new PaperAbsence("Nanna Grønhede", "Driftschef, Ulvemose Kommune", "Medlem")]);
        TextOf(item, SectionKind.Summary).ShouldBe("Ti skabe mangler batterier.");
        TextOf(item, SectionKind.Statement).ShouldContain("batteri_plan");
        TextOf(item, SectionKind.Recommendation).ShouldBe("Sekretariatet indstiller, at rådet godkender købet.");
    }

    [Fact]
    public void RoutingPrefix_OfTheBody_BecomesThePlan()
    {
        var item = Item(Whole, "2");

        (item.PlannedRoute, item.Title).ShouldBe((PlannedRoute.Refers, "Busser til heden"));
        Item(Whole.Replace("Sag videre til HU;", "Sag slutter FR;", StringComparison.Ordinal),
            "2").PlannedRoute.ShouldBe(PlannedRoute.Ends);
    }

    [Fact]
    public void NoBodyConfigured_IsReadAllTheSame()
    {
        var paper = new MinutesReader().Read(Whole, "invented.txt", []).Paper.ShouldNotBeNull();

        paper.BodyId.ShouldBe("hed-hede-fagligt-raad");
        paper.Items[1].ShouldSatisfyAllConditions(
            item => item.PlannedRoute.ShouldBe(PlannedRoute.Unspecified),
            item => item.Title.ShouldBe("Sag videre til HU; Busser til heden"),
            item => item.Sections[1].Blocks[0].Audience.ShouldBe("hed-hede-fagligt-raad"));
    }

    [Theory]
    [InlineData("### Beslutning", "Beslutning")]
    [InlineData("### Beslutning", "**BESLUTNING**")]
    [InlineData("### Beslutning", "# *Beslutning:*")]
    [InlineData("### Fraværende", "FraværendeBilag")]
    public void Heading_WhateverItsMarks_IsAHeading(string printed, string other) =>
        Item(First.Replace(printed, other, StringComparison.Ordinal), "1").Outcome!.Kind.ShouldBe(DecisionOutcome.Approved);

    [Fact]
    public void Heading_WithTextOnItsLine_KeepsTheText()
    {
        var item = Item(
            First.Replace("### Beslutning\n\nIndstillingen blev godkendt.", "**Beslutning:** Sagen blev udsat.",
                StringComparison.Ordinal), "1");

        TextOf(item, SectionKind.Decision).ShouldBe("Sagen blev udsat.");
        item.Outcome!.Kind.ShouldBe(DecisionOutcome.Postponed);
    }

    [Theory]
    [InlineData("Bilagsliste")]
    [InlineData("økonomi")]
    [InlineData("Indstillingen fra udvalget")]
    public void WordThatOnlyBeginsLikeAHeading_IsText(string line) =>
        TextOf(Item(First.Replace("Skabene hænger", $"{line}\n\nSkabene hænger", StringComparison.Ordinal), "1"),
            SectionKind.Statement).ShouldContain(line);

    [Fact]
    public void EmptyDecision_IsNoDecision() =>
        Item(Whole.Replace("Indstillingen blev godkendt.", ".", StringComparison.Ordinal), "1").Outcome!.Kind.ShouldBe(
            DecisionOutcome.NoDecision);

    [Fact]
    public void Agenda_HasNoDecision_WhateverItsTextSays()
    {
        var paper = Paper(Whole.Replace("REFERAT", "DAGSORDEN", StringComparison.Ordinal));

        paper.Kind.ShouldBe(PaperKind.Agenda);
        paper.Items.ShouldAllBe(item => item.Outcome == null);
    }

    [Fact]
    public void EarlierRecord_IsNeverTodaysDecision()
    {
        var item = Item(Whole, "2");

        item.Outcome!.Kind.ShouldBe(DecisionOutcome.Approved);
        item.Earlier.Single().ShouldSatisfyAllConditions(
            earlier => earlier.Body.ShouldBe("HED Hede Fagligt Råd"),
            earlier => earlier.Date.ShouldBe(new DateOnly(2025, 3, 5)),
            earlier => earlier.Text.ShouldBe("Udsat."));
        item.Sections.Count(section => section.Kind == SectionKind.Absent).ShouldBe(1);
    }

    [Fact]
    public void EarlierRecord_WithADecisionHeadingOfItsOwn_IsFoldedBack()
    {
        var item = Item(Whole.Replace("\nUdsat.\n", "\nBeslutning\n\nForkastet.\n", StringComparison.Ordinal), "2");

        item.Outcome!.Kind.ShouldBe(DecisionOutcome.Approved);
        TextOf(item, SectionKind.EarlierDecisions).ShouldContain("Forkastet.");
    }

    [Fact]
    public void EarlierRecord_LeftOpenBeforeTheOnlyDecision_IsShownAsDoubt()
    {
        var text = Whole.Replace("\nUdsat.\n\nFraværende\n", "", StringComparison.Ordinal);

        Read(text).Findings.ShouldContain(finding => finding.Item == "2" && finding.Rule == "earlier-decision-unclear");
        Item(text, "2").Outcome!.Kind.ShouldBe(DecisionOutcome.NoDecision);
    }

    [Fact]
    public void ListBeforeTheHeader_IsNotTheListOfAttachments()
    {
        var item = Item(Whole, "2");

        item.Printed!.ListedFiles.ShouldBe(["Bilag 1. Køreplan"]);
        item.Attachments.ShouldHaveSingleItem().Name.ShouldBe("Bilag 1. Køreplan");
    }

    [Fact]
    public void MissingFlag_MeansClosed_AndIsShown()
    {
        var reading = Read(First.Replace("1 (Åben)", "1 ()", StringComparison.Ordinal));

        reading.Paper!.Items[0].Access.ShouldBe(Access.Closed);
        reading.Findings.ShouldContain(finding => finding.Rule == "access-missing" && finding.Item == "1");
    }

    [Fact]
    public void ClosedItem_WithoutWording_IsWithheld_NotUndecided()
    {
        var text = Whole.Replace("1 (Åben)", "1 (Lukket)", StringComparison.Ordinal)
            .Replace("Indstillingen blev godkendt.", ".", StringComparison.Ordinal);

        Item(text, "1").Outcome!.ShouldSatisfyAllConditions(
            outcome => outcome.Kind.ShouldBe(DecisionOutcome.Unknown), outcome => outcome.Withheld.ShouldBeTrue());
    }

    [Theory]
    [InlineData("Nanna Grønhede\n\nOtto Brandenhoff\n\nDriftschef, Ulvemose Kommune\n\nOverlæge\n\nMedlem\n\nFormand")]
    [InlineData("Nanna Grønhede  \nOtto Brandenhoff\n\nDriftschef, Ulvemose Kommune	Medlem\nOverlæge	Formand")]
    [InlineData("Nanna Grønhede\n\nDriftschef, Ulvemose Kommune\n\nMedlem\n\nOtto Brandenhoff\n\nOverlæge\n\nFormand")]
    public void TornTableOfAbsentMembers_IsPutTogether(string table)
    {
        var item = Item(
            First.Replace("Nanna Grønhede\tDriftschef, Ulvemose Kommune\tMedlem", table, StringComparison.Ordinal), "1");

        item.Absent.ShouldBe(
        [
            new PaperAbsence("Nanna Grønhede", "Driftschef, Ulvemose Kommune", "Medlem"),
            new PaperAbsence("Otto Brandenhoff", "Overlæge", "Formand"),
        ]);
    }

    [Fact]
    public void TornTable_ThatDoesNotAddUp_KeepsNames_AndIsShown()
    {
        var reading = Read(First.Replace(
            "Nanna Grønhede\tDriftschef", "Otto Brandenhoff\n\nNanna Grønhede\tDriftschef", StringComparison.Ordinal));

        reading.Paper!.Items[0].Absent.ShouldBe(
            [new PaperAbsence("Otto Brandenhoff", null, null), new PaperAbsence("Nanna Grønhede", null, null)]);
        reading.Findings.ShouldContain(finding => finding.Rule == "absence-unclear");
    }

    [Fact]
    public void TitleDate_ThatDisagrees_IsShown()
    {
        var reading = Read(Whole.Replace("d. 04-06-2025", "d. 05-06-2025", StringComparison.Ordinal));

        reading.Paper!.Date.ShouldBe(new DateOnly(2025, 6, 4));
        reading.Findings.ShouldContain(finding => finding.Rule == "meeting-date-conflict");
    }

    [Fact]
    public void Table_KeepsItsCells_AndAStarWithoutPartnerStays()
    {
        var item = Item(
            First.Replace("Skabene hænger", "<b>Sted</b>	**Antal**\n\tto*\n| a | b |\n|--|--|\n\nSkabene hænger",
                StringComparison.Ordinal), "1");

        TextOf(item, SectionKind.Statement).ShouldStartWith("Sted\tAntal\n\tto*\na\tb");
    }

    [Fact]
    public void HardSpaces_AreSpaces()
    {
        var plain = Paper(Whole);
        var hard = Paper(Whole.Replace(' ', '\u00A0'));

        hard.Items.Select(item => (item.Title, item.PlannedRoute, item.Outcome!.Kind, item.Sections.Count, item.Absent.Count))
            .ShouldBe(
                plain.Items.Select(
                    item => (item.Title, item.PlannedRoute, item.Outcome!.Kind, item.Sections.Count, item.Absent.Count)));
    }

    [Fact]
    public void PageNumbers_AreLayout()
    {
        var reading = Read(Whole.Replace("## **Punkt 2", "3\n\nSide 3 af 9\n\n## **Punkt 2", StringComparison.Ordinal));

        reading.Paper!.Items[0].Attachments.ShouldHaveSingleItem();
        reading.NotUnderstood.Select(line => line.Text).Where(text => text != "---").ShouldBe(["3", "Side 3 af 9"]);
    }

    [Fact]
    public void ItemWithoutItsFirstTitle_KeepsItsNumberAndListOfFiles()
    {
        var paper = Paper(Whole.Replace("## **Punkt 2: Sag videre til HU; Busser til heden**", "", StringComparison.Ordinal));

        paper.Items[0].Attachments.ShouldHaveSingleItem();
        paper.Items[1].Printed!.ListedFiles.ShouldBe(["Bilag 1. Køreplan"]);
        paper.Items[1].CaseNumber.ShouldBe("HED-2025-0031");
    }
}
