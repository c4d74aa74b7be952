using System.Xml.Linq;
using Shouldly;
using Workflow.Documents.Pages;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.Tests.Documents;

public sealed class MeetingPageTests
{
    private static readonly PageStamp Approved = new(PageState.Approved, 3, new DateOnly(2023, 9, 20));

    [Fact]
    public void Page_IsDanishWithOneTitleOrderedHeadingsAndLandmarks()
    {
        var page = Read(SamplePapers.Minutes);

        page.Root.Attribute("lang")!.Value.ShouldBe("da");
        page.One("h1").Value.ShouldBe("Referat – Fjordby Fagligt Råd, 8. september 2023");
        page.One("main").Attribute("id")!.Value.ShouldBe("main");
        page.One("header");
        page.One("nav");
        page.One("footer");
        var levels = page.HeadingLevels;
        levels[0].ShouldBe(1);
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First <= 1);
    }

    [Fact]
    public void Page_EveryLinkResolvesAndEveryIdIsUnique()
    {
        var paper = SamplePapers.Minutes with
        {
            Items = [
                SamplePapers.Ordinary(), SamplePapers.Ordinary() with { Id = null }, SamplePapers.Ordinary() with { Id = null }],
        };

        var page = Read(paper);

        page.Ids.ShouldBeUnique();
        var links = page.All("a").Select(a => a.Attribute("href")!.Value).ToList();
        links.ShouldAllBe(href => href.StartsWith('#') && page.Ids.Contains(href.Substring(1)));
        links.ShouldBe(["#main", "#item-t-0a1", "#item-1", "#item-1-2"]);
        page.Root.Descendants().Attributes("aria-labelledby").ShouldAllBe(label => page.Ids.Contains(label.Value));
    }

    [Fact]
    public void Page_LoadsNothingAndRunsNothing()
    {
        var html = Write(SamplePapers.Minutes);

        var page = new ReadPage(html);
        page.Root.Descendants()
            .ShouldAllBe(element => !Names("script", "link", "img", "iframe", "object", "form").Contains(element.Name.LocalName));
        page.Root.Descendants().Attributes()
            .ShouldAllBe(attribute => attribute.Name.LocalName != "src" && attribute.Name.LocalName != "style");
        html.ShouldNotContain("url(");
        page.All("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value.ShouldStartWith(
            "default-src 'none'");
    }

    [Fact]
    public void Page_PolicyAllowsExactlyItsOwnStyleSheet()
    {
        var page = Read(SamplePapers.Minutes);

        var css = System.Text.Encoding.UTF8.GetBytes(page.One("style").Value);
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(css));
        page.All("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value.ShouldContain(
            $"'sha256-{hash}'");
    }

    [Fact]
    public void Page_PrintsTheDateInHeaderForm() =>
        Read(SamplePapers.Minutes).All("dd").Select(dd => dd.Value).ShouldContain("Fredag d. 08. september 2023 kl. 12:00");

    [Fact]
    public void Page_PrintsSectionsInTheBodysOrder()
    {
        var page = Read(SamplePapers.Minutes);

        page.Headings(3).ShouldBe(
        [
            "Indstilling", "Resumé", "Sagsfremstilling", "Økonomi", "Tidligere beslutninger", "Beslutning", "Fraværende", "Bilag",
        ]);
    }

    [Fact]
    public void Section_TheBodyDoesNotName_StaysAfterTheOneItFollowed()
    {
        var item = SamplePapers.Ordinary();
        var extra = SamplePapers.Section(SectionKind.Other, "Tidsplan", "Foråret.");
        var paper = WithItem(item with { Sections = [.. item.Sections.Take(2), extra, .. item.Sections.Skip(2)] });

        Read(paper).Headings(3).ShouldBe(
        [
            "Indstilling", "Resumé", "Sagsfremstilling", "Tidsplan", "Økonomi", "Tidligere beslutninger", "Beslutning",
            "Fraværende", "Bilag",
        ]);
    }

    [Fact]
    public void EmptyEconomy_PrintsTheStandardSentence_AlsoWithoutASection()
    {
        var item = SamplePapers.Ordinary();
        var without = WithItem(item with { Sections = [.. item.Sections.Where(section => section.Kind != SectionKind.Economy)] });

        Read(SamplePapers.Minutes).SectionHeaded("Økonomi").Value.ShouldContain("ingen udgifter");
        Read(without).SectionHeaded("Økonomi").Value.ShouldContain("ingen udgifter");
    }

    [Fact]
    public void LoneDot_IsNeverPrinted()
    {
        var sections = Enum.GetValues<SectionKind>()
            .Select(kind => SamplePapers.Section(kind, "Overskrift", ".", " . \n\n.")).ToArray();
        var page = Read(WithItem(SamplePapers.Ordinary() with { Sections = sections, Absent = [], Attachments = [] }));

        page.Root.Descendants().Where(element => !element.HasElements).ShouldAllBe(element => element.Value.Trim() != ".");
        page.All("h3").Count.ShouldBe(2); // economy and decision, with their standard sentences
    }

    [Fact]
    public void Decision_IsMarked_AndNoDecisionIsSaidInMinutesOnly()
    {
        var item = SamplePapers.Ordinary();
        var undecided = item with { Sections = [.. item.Sections.Where(section => section.Kind != SectionKind.Decision)] };

        Read(SamplePapers.Minutes).SectionHeaded("Beslutning").Attribute("class")!.Value.ShouldBe("decision");
        Read(WithItem(undecided)).SectionHeaded("Beslutning").Value.ShouldContain("ikke registreret en beslutning");
        Read(WithItem(undecided) with { Kind = PaperKind.Agenda }).Headings(3).ShouldNotContain("Beslutning");
    }

    [Fact]
    public void Title_CarriesTheBodysPrefixForThePlannedRoute()
    {
        var going = SamplePapers.Ordinary() with { Number = "4", PlannedRoute = PlannedRoute.Refers };
        var page = Read(SamplePapers.Minutes with { Items = [SamplePapers.Ordinary(), going] });

        page.Headings(2).ShouldContain("1. Slutter i rådet; Cykelhjælp til nattevagter");
        page.Headings(2).ShouldContain("4. Går videre; Cykelhjælp til nattevagter");
    }

    [Fact]
    public void Title_OfABodyWithoutPrefixes_IsTheTitleAlone()
    {
        var html = MeetingPage.Write(SamplePapers.Minutes, SamplePapers.Body with { Labels = new BodyLabels() }, Approved);

        new ReadPage(html).Headings(2).ShouldContain("1. Cykelhjælp til nattevagter");
    }

    [Fact]
    public void ClosedItem_WithheldShowsItsSafeTitleAndANoteAndNothingElse()
    {
        var page = Read(SamplePapers.Minutes);

        var item = page.Root.Descendants("section").Single(section => section.Attribute("id")?.Value == "item-2");
        item.Value.ShouldContain("2. Personsag");
        item.Value.ShouldContain("Punktet er lukket.");
        item.Descendants("h3").ShouldBeEmpty();
    }

    [Fact]
    public void ClosedItem_ForThoseWhoMayReadIt_ShowsItsTextAndSaysItIsClosed()
    {
        var page = Read(WithItem(SamplePapers.Ordinary() with { Access = Access.Closed }));

        page.Text.ShouldContain("Punktet er lukket for offentligheden.");
        page.Text.ShouldContain("Rådet hører om cykler.");
    }

    [Fact]
    public void Absences_StandInATableWithCaptionAndScopes()
    {
        var table = Read(SamplePapers.Minutes).SectionHeaded("Fraværende").Element("table")!;

        table.Element("caption")!.Value.ShouldNotBeEmpty();
        table.Descendants("th").ShouldAllBe(th => th.Attribute("scope") != null);
        table.Element("tbody")!.Elements(
            "tr").First().Elements().Select(cell => cell.Value).ShouldBe(["Inger Østlund", "Overlæge", "Medlem"]);
    }

    [Fact]
    public void Attachments_ShowNameDocumentNumberAndCaseNumber()
    {
        var items = Read(SamplePapers.Minutes).SectionHeaded("Bilag").Descendants("li").Select(li => li.Value.Trim()).ToList();

        items.Count.ShouldBe(2);
        items[0].ShouldContain("Tegning af cykel.pdf");
        items[0].ShouldContain("Dokumentnummer: 771205 · Sagsnummer: FJ-2023-0042");
        items[1].ShouldBe("Budget.xlsx");
    }

    [Fact]
    public void Text_BecomesParagraphsListsAndTables()
    {
        var section = Read(SamplePapers.Minutes).SectionHeaded("Sagsfremstilling");

        section.Elements("p").Count().ShouldBe(1);
        section.Element("p")!.Descendants("br").Count().ShouldBe(1);
        section.Element("ul")!.Elements("li").Select(li => li.Value).ShouldBe(["Lygter", "Hjelme"]);
        section.Descendants("th").Select(th => th.Value).ShouldBe(["Sted", "Antal"]);
        section.Descendants("td").Select(td => td.Value).ShouldBe(["Havnen", "12", "Torvet", "7"]);
    }

    [Fact]
    public void Agenda_SaysItIsADraftUntilItIsApproved()
    {
        Read(SamplePapers.Agenda, new PageStamp(PageState.Sent, 2)).Text.ShouldContain("er et udkast, indtil den er godkendt");
        Read(SamplePapers.Agenda, Approved).Text.ShouldNotContain("er et udkast");
        Read(SamplePapers.Minutes, new PageStamp(PageState.Draft, 1)).Text.ShouldNotContain("er et udkast, indtil");
    }

    [Fact]
    public void Stamp_ShowsStateVersionAndDate_AndEveryStateHasAWord()
    {
        Read(SamplePapers.Minutes).One("header").Value.ShouldContain("Godkendt, version 3, 20. september 2023");
        foreach (var state in Enum.GetValues<PageState>())
            Should.NotThrow(() => Read(SamplePapers.Minutes, new PageStamp(state, 1)));
    }

    [Fact]
    public void Correction_PrintsItsReason() =>
        Read(SamplePapers.Minutes, new PageStamp(PageState.Corrected, 4) { CorrectionReason = "Et navn manglede." })
            .One("header").Value.ShouldContain("Et navn manglede.");

    [Fact]
    public void SearchEngines_AreKeptOffUntilRelease()
    {
        Robots(Approved).ShouldBe("noindex, nofollow");
        Robots(Approved with { Released = true }).ShouldBeNull();

        static string? Robots(PageStamp stamp) => Read(SamplePapers.Minutes, stamp)
            .All("meta").SingleOrDefault(meta => meta.Attribute("name")?.Value == "robots")?.Attribute("content")!.Value;
    }

    [Fact]
    public void EnglishBody_GetsAnEnglishPage()
    {
        var page = new ReadPage(MeetingPage.Write(SamplePapers.Minutes, SamplePapers.Body with { Language = "en" }, Approved));

        page.Root.Attribute("lang")!.Value.ShouldBe("en");
        page.One("h1").Value.ShouldStartWith("Minutes");
        page.All("dd").Select(dd => dd.Value).ShouldContain("Friday 8 September 2023 at 12:00");
    }

    [Fact]
    public void Page_SameInput_SameBytes() => Write(SamplePapers.Minutes).ShouldBe(Write(SamplePapers.Minutes));

    [Fact]
    public void Page_OfAnEmptyPaper_SaysThereAreNoItems() =>
        Read(new MeetingPaper { Kind = PaperKind.Agenda, Body = "Fjordby" }).Text.ShouldContain("Der er ingen punkter.");

    private static MeetingPaper WithItem(PaperItem item) => SamplePapers.Minutes with { Items = [item] };

    private static string Write(MeetingPaper paper) => MeetingPage.Write(paper, SamplePapers.Body, Approved);

    private static ReadPage Read(MeetingPaper paper, PageStamp? stamp = null) =>
        new(MeetingPage.Write(paper, SamplePapers.Body, stamp ?? Approved));

    private static string[] Names(params string[] names) => names;
}
