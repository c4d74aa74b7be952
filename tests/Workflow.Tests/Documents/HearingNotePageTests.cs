using Shouldly;
using Workflow.Documents.Pages;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;
using Xunit;

namespace Workflow.Tests.Documents;

public sealed class HearingNotePageTests
{
    private const string NoComments = "Der indkom ingen bemærkninger i høringen.";

    [Fact]
    public void Parties_StandInDanishOrderWithTheirAnswer()
    {
        var page = Read(Party("Aarup"), Party("Østerby", PartyState.NoComments), Party("Zinkby", PartyState.Silent), Party("ærø"),
            Party("Bylund", PartyState.Bounced));

        var rows = page.One("tbody").Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray()).ToList();
        rows.Select(row => row[0]).ShouldBe(["Bylund", "Zinkby", "ærø", "Østerby", "Aarup"]);
        rows[0][1].ShouldBe("Brevet kunne ikke afleveres");
        rows[1][1].ShouldBe("Svarede ikke");
        rows[3][1].ShouldBe("Ingen bemærkninger");
    }

    /// <summary>They are Danish names all the same.</summary>
    [Fact]
    public void Parties_OfAnEnglishPage_StandInDanishOrderToo()
    {
        var page = Read(
            SamplePapers.Body with { Language = "en" }, Party("Åparken"), Party("Zinkby"), Party("Ærø"), Party("Aarup"));

        page.One("tbody").Elements("tr").Select(row => row.Elements().First().Value)
            .ShouldBe(["Zinkby", "Ærø", "Åparken", "Aarup"]);
    }

    [Fact]
    public void NoComments_SaysSoPlainly()
    {
        Read(Party("Aarup", PartyState.Silent),
            Party("Bylund", PartyState.NoComments, new ConsultationResponse(SamplePapers.At, null)))
            .Text.ShouldContain(NoComments);
        Read().Text.ShouldContain(NoComments);
    }

    [Fact]
    public void LatestAnswer_Counts()
    {
        var page = Read(Party(
            "Aarup",
            PartyState.Answered,
            new ConsultationResponse(SamplePapers.At.AddDays(2), "Vi er enige.") { SubjectToPoliticalApproval = true },
            new ConsultationResponse(SamplePapers.At.AddDays(1), "Vi er uenige.")));

        page.Text.ShouldContain("Vi er enige.");
        page.Text.ShouldContain("forbehold for, at partens øverste ledelse godkender");
        page.Text.ShouldNotContain("Vi er uenige.");
        page.Text.ShouldNotContain(NoComments);
    }

    [Fact]
    public void SignatureOfAMail_IsNotPublished()
    {
        const string text =
            "Hej Tove,\n\nBænkene mangler.\n\nMed venlig hilsen\nÅse Birkholt\nStorgade 1\nMobil 12 34 56 78\naase@raad.invalid";
        var mail = new ConsultationResponse(SamplePapers.At, text) { Source = AnswerSource.Mail };

        var page = Read(Party("Aarup", PartyState.Answered, mail)).Text;

        page.ShouldContain("Bænkene mangler.");
        page.ShouldContain("Underskriften er udeladt her.");
        page.ShouldNotContain("12 34 56 78");
        page.ShouldNotContain("Storgade");
        page.ShouldNotContain("Åse");
        Read(Party("Aarup", PartyState.Answered, mail with { Source = AnswerSource.Link })).Text.ShouldContain("Storgade");
    }

    [Fact]
    public void LateAnswer_IsPrintedOnlyWhenAdmitted()
    {
        var late = new ConsultationResponse(SamplePapers.At.AddDays(60), "For sent.") { Late = true };

        Read(Party("Aarup", PartyState.Late, late)).Text.ShouldNotContain("For sent.");
        Read(Party("Aarup", PartyState.Late, late with { Admitted = true })).Text.ShouldContain("For sent.");
    }

    [Fact]
    public void Files_AreNamedOnlyWhereSomebodyLookedAndFoundNothing()
    {
        var text = Read(Party("Aarup", PartyState.Answered, new ConsultationResponse(SamplePapers.At, "Se bilag.")
        {
            Files =
            [
                File("plan.odt") with { IsSearched = true },
                File("liste.odt") with { IsSearched = true, HasPersonalNumber = true },
                File("virus.odt") with { IsSearched = true, IsSuspect = true },
                File("scanning.png"),
            ],
        })).Text;

        text.ShouldContain("Med svaret fulgte: plan.odt");
        text.ShouldContain("ikke offentliggøres: 3");
        foreach (var kept in new[] { "liste", "virus", "scanning" })
            text.ShouldNotContain(kept);

        static AnswerFile File(string name) => new(name, "", 1, "", HasMacros: false);
    }

    [Fact]
    public void Note_PrintsDeadlineWithClockTimeAndEveryStateHasAWord()
    {
        var page = Read([.. Enum.GetValues<PartyState>().Select(state => Party(state.ToString(), state))]);

        page.Text.ShouldContain("Fredag d. 01. september 2023 kl. 12:00");
        page.HeadingLevels.Count(level => level == 1).ShouldBe(1);
    }

    [Fact]
    public void Note_NeverPrintsAddresses() =>
        Read(Party("Aarup") with { Address = "kontor@aarup.invalid" }).Text.ShouldNotContain("aarup.invalid");

    private static ConsultationParty Party(
        string name, PartyState state = PartyState.Sent, params ConsultationResponse[] responses) =>
        new(name, name, null) { State = state, Responses = responses };

    private static ReadPage Read(params ConsultationParty[] parties) => Read(SamplePapers.Body, parties);

    private static ReadPage Read(Body body, params ConsultationParty[] parties) => new(HearingNotePage.Write(
        SampleLetters.Consultation("Referat") with { Parties = parties },
        body,
        new PageStamp(PageState.Draft, 1)));
}
