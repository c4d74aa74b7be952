using Shouldly;
using Workflow.Forums.Checks;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.Tests.Forums.Checks;

/// <summary>Each rule finds its error, and lets clean text of the same kind pass.</summary>
public sealed class DispatchCheckTests
{
    private const string NoCost = "Sagen medfører ingen udgifter, der kræver særskilt stillingtagen.";

    [Fact]
    public void CleanPaper_HasNoFinding() => Run(Clean()).ShouldBeEmpty();

    [Theory]
    [InlineData("template-help-text", "Prisen er 4 kr. Der skal altid stå et beløb.", "Der står altid en kande kaffe.")]
    [InlineData("unresolved-choice", "Sagen fremlægges af [Per Lykke eller Ida Lykke].",
        "Sagen fremlægges af Per Lykke (eller en anden).")]
    [InlineData("dietary-need", "Bemærk, at et af medlemmerne ikke tåler skaldyr.",
        "Patienter med skaldyrsallergi får en ny pjece.")]
    [InlineData("amount-implausible", "Puljen er 1.200.000 mio. kr.", "Puljen er 1,2 mio. kr. eller 1.200.000 kr.")]
    [InlineData("impossible-year", "Forbruget i 20245 ventes at falde.", "Der er 20245 kr. i 2024 og for 20245 kr. varer.")]
    [InlineData("fence-sign-left", "Dette (mellem ***) er rådets eget.", "Tallet er sikkert*.")]
    [InlineData("attachment-not-listed", "Se bilag 9.", "Se bilag 1, 2 og 9, som kommer senere.")]
    [InlineData("cpr-number", "Borgeren 010190-1234 skrev.", "Dokument 10974682 og sag 1-51-71-3321-08 er åbnet.")]
    public void Rule_FindsItsError_AndLetsCleanTextPass(string rule, string wrong, string right)
    {
        Run(Clean(statement: wrong)).ShouldContain(finding => finding.Rule == rule && finding.Item == "1");
        Run(Clean(statement: right)).ShouldNotContain(finding => finding.Rule == rule);
    }

    [Theory]
    [InlineData("Kontrakt.docm", "macro-file")]
    [InlineData("Rapport om badevand og and....", "attachment-name-cut")]
    [InlineData("Rapport om badevand og ..", "attachment-name-cut")]
    [InlineData("Brev til 010190 1234.pdf", "cpr-number")]
    public void FileName_ThatMustNotGoOut_IsFound(string name, string rule)
    {
        var paper = With(Clean(), item => item with { Attachments = [new PaperAttachment("1", name, "20001", null)] });

        Run(paper).ShouldContain(finding => finding.Rule == rule && !finding.Text.Contains("010190", StringComparison.Ordinal));
    }

    [Fact]
    public void OrdinaryFileName_IsNotFound() =>
        Run(With(Clean(), item => item with { Attachments = [new PaperAttachment("1", "Referat 2.docx", "20001", null)] }))
            .ShouldBeEmpty();

    [Fact]
    public void EmptyDecision_IsAnError_InMinutes_NotInAnAgenda_NotWhereWithheld()
    {
        Run(Clean(decision: "."))
            .ShouldContain(finding => finding.Rule == "empty-decision" && finding.Severity == FindingSeverity.Error);
        Run(Clean(decision: ".") with { Kind = PaperKind.Agenda }).ShouldBeEmpty();
        Run(With(Clean(decision: "."), item => item with { Access = Access.Closed })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Ingen.", true)]
    [InlineData("", true)]
    [InlineData(NoCost, false)]
    [InlineData("Kurset koster 900 kr.", false)]
    public void Economy_NeedsConsequencesOrTheStandardSentence(string economy, bool found) =>
        Run(Clean(economy: economy)).Any(finding => finding.Rule == "economy-sentence-missing").ShouldBe(found);

    [Fact]
    public void PersonListedTwice_IsAContradiction()
    {
        var paper = With(Clean(), item => item with { Absent = [new PaperAbsence("Ida  lykke", null, null)] });

        Run(paper with { Participants = [new PaperParticipant("Ida Lykke", null), new PaperParticipant("Per Lykke", null)] })
            .ShouldHaveSingleItem().Rule.ShouldBe("attendance-contradiction");
    }

    [Theory]
    [InlineData("Badevand", "Badevand", 0)]
    [InlineData("Badevand.", "Badevand", 0)]
    [InlineData("Badeva", "Badevand", 1)]
    [InlineData("badevand", "Badevand", 1)]
    public void Titles_ThatDiffer_AreFound(string contents, string heading, int count) =>
        Run(With(
            Clean(),
            item => item with
            {
                Printed = new PrintedItem(
                1)
                { ContentsTitle = contents, HeadingTitle = heading, HeaderTitle = "Badevand" }
            }))
            .Count(finding => finding.Rule == "titles-differ").ShouldBe(count);

    [Fact]
    public void AttachmentNumber_ThatMeansAnotherFile_IsFound()
    {
        var files = new[] { new PaperAttachment("1", "Kort over badebroer", null, null),
            new PaperAttachment("2", "Prøver af badevand i juli", null, null) };
        MeetingPaper Paper(string text) => With(Clean(statement: text), item => item with { Attachments = files });

        Run(Paper("Prøverne af badevandet er vedlagt som bilag 1.")).ShouldHaveSingleItem().Rule.ShouldBe("attachment-reference");
        Run(Paper("Prøverne af badevandet er vedlagt som bilag 2, et kort over broerne som bilag 1.")).ShouldBeEmpty();
    }

    [Fact]
    public void ListsOfFiles_ThatDiffer_AreFound()
    {
        MeetingPaper Paper(string listed) => With(Clean(), item => item with
        {
            Attachments = [new PaperAttachment("1", "Kort over broer", null, null)],
            Printed = new PrintedItem(1) { ListedFiles = [listed] },
        });

        Run(Paper("Kort over bror")).ShouldHaveSingleItem().Rule.ShouldBe("attachment-list-differs");
        Run(Paper("Kort over  broer")).ShouldBeEmpty();
    }

    [Fact]
    public void OneMeetingWithTwoDates_IsFound()
    {
        Run(Clean(statement: "Det tekniske udvalg mødes d. 3. juli 2025. Til det tekniske møde d. 4. juli 2025 indkaldes alle."))
            .ShouldHaveSingleItem().Rule.ShouldBe("meeting-two-dates");
        Run(Clean(
            statement: "Det tekniske udvalg mødes d. 3. juli 2025. Det grønne udvalg mødes d. 4. juli 2025.")).ShouldBeEmpty();
    }

    [Fact]
    public void TableWhoseTotalIsWrong_IsFound()
    {
        const string Right = "Post\tBeløb\nBro\t100.000\nBus\t50.000\nI alt\t150.000";

        Run(Clean(statement: Right)).ShouldBeEmpty();
        Run(Clean(statement: Right.Replace("150.000", "160.000", StringComparison.Ordinal)))
            .ShouldHaveSingleItem().Rule.ShouldBe("sums-disagree");
        Run(Clean(statement: Right + "\n\nDer er i alt søgt om 155.000 kr.")).ShouldHaveSingleItem().Rule.ShouldBe(
            "total-unsupported");
        Run(Clean(statement: Right + "\n\nDer er i alt søgt om 150.000 kr.")).ShouldBeEmpty();
    }

    [Fact]
    public void OutcomeThatAnswersAnotherQuestion_IsFound() =>
        Run(Clean(recommendation: "Sekretariatet foreslår, at sagen tages til efterretning."))
            .ShouldHaveSingleItem().Rule.ShouldBe("outcome-differs-from-recommendation");

    [Fact]
    public void OddFences_AreAnError()
    {
        var paper = With(
            Clean(),
            item => item with
            {
                Sections = [
                .. item.Sections.Select(section => section with { OddFences = section.Kind == SectionKind.Statement })]
            });

        Run(paper).ShouldHaveSingleItem().Rule.ShouldBe("odd-fences");
    }

    [Theory]
    [InlineData("010190-1234", 1)]
    [InlineData("0101901234", 1)]
    [InlineData("010190 1234 og 610190–1234", 2)]
    [InlineData("10974682", 0)]
    [InlineData("320190-1234", 0)]
    [InlineData("011390-1234", 0)]
    [InlineData("010190-12345", 0)]
    [InlineData("1-010190-1234", 0)]
    [InlineData("", 0)]
    public void PersonalNumbers_AreCounted(string text, int count) => CprNumber.Count(text).ShouldBe(count);

    private static IReadOnlyList<Finding> Run(MeetingPaper paper) => DispatchCheck.Run(paper);

    private static MeetingPaper With(MeetingPaper paper, Func<PaperItem, PaperItem> change) =>
        paper with { Items = [.. paper.Items.Select(change)] };

    private static MeetingPaper Clean(
        string statement = "Vandet er rent.", string economy = NoCost,
        string recommendation = "Det foreslås, at planen godkendes.", string decision = "Godkendt.") => new()
        {
            Kind = PaperKind.Minutes,
            Body = "Strandrådet",
            Date = new DateOnly(2025, 6, 4),
            Items =
            [
                new PaperItem
                {
                    Number = "1",
                    Access = Access.Open,
                    Title = "Badevand",
                    Outcome = decision == "." ? null : DecisionClassifier.Read(decision),
                    Sections =
                    [
                        Section(SectionKind.Statement, statement), Section(SectionKind.Economy, economy),
                        Section(SectionKind.Recommendation, recommendation), Section(SectionKind.Decision, decision),
                    ],
                },
            ],
        };

    private static PaperSection Section(SectionKind kind, string text) => new(kind, kind.ToString(), [new TextBlock(text)]);
}
