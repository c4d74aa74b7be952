using System.Xml.Linq;
using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Documents.Pages;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.Tests.Documents;

/// <summary>Each text in every string field: it is read back as text, and no element or attribute comes into being.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Corpus { get; } =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</title><svg/onload=alert(1)>",
        "</style><script>alert(1)</script>",
        "<!--", "-->", "]]>", "<![CDATA[x", "<?xml?>", "&lt;script&gt;", "&#x3C;script>",
        "javascript:alert(1)", "{{ 7 * 7 }}", "{{ name }}", "- <b>x</b>", "a\t<i>b</i>",
        "nul\0 bell\a vertical\v escape\u001b", "half \ud800 pair", "\u202Etxt.exe", "linje\r\nBcc: x@y.invalid",
        "\u2028\u2029", "＜script＞",
    ];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void MeetingPage_KeepsTextAsText(string hostile)
    {
        var page = new ReadPage(MeetingPage.Write(Paper(hostile), Body(hostile), Stamp(hostile)));
        var harmless = new ReadPage(MeetingPage.Write(Paper("x"), Body("x"), Stamp("x")));

        ShouldHoldNoForeignMarkup(page, harmless);
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void HearingNote_KeepsTextAsText(string hostile)
    {
        var page = new ReadPage(HearingNotePage.Write(Hearing(hostile), Body(hostile), Stamp(hostile)));
        var harmless = new ReadPage(HearingNotePage.Write(Hearing("x"), Body("x"), Stamp("x")));

        ShouldHoldNoForeignMarkup(page, harmless);
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Letters_KeepTextAsText_AndSubjectsAreOneLine(string hostile)
    {
        foreach (var (letter, harmless) in Letters(hostile).Zip(Letters("x")))
        {
            ShouldHoldNoForeignMarkup(new ReadPage(letter.Html), new ReadPage(harmless.Html));
            letter.Subject.ShouldAllBe(c => !char.IsControl(c));
            letter.Text.ShouldNotContain("49");
        }
    }

    /// <summary>
    /// Text may become paragraphs, lists and tables; nothing else is new, and no attribute but ours (an empty number gives a list
    /// item its value).
    /// </summary>
    private static void ShouldHoldNoForeignMarkup(ReadPage page, ReadPage harmless)
    {
        string[] fromText = ["p", "br", "ul", "li", "div", "table", "tr", "td", "th"];
        Names(page).Except(Names(harmless)).Except(fromText).ShouldBeEmpty();
        Attributes(page).Except(Attributes(harmless)).Except(["scope", "value", "class", "tabindex"]).ShouldBeEmpty();
        page.All("script").ShouldBeEmpty();
        page.All("title").Count.ShouldBe(1);
        page.All("style").Count.ShouldBe(1);
        page.Root.DescendantNodes().ShouldAllBe(node => node is XElement || node is XText);
    }

    private static IEnumerable<string> Names(ReadPage page) =>
        page.Root.DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct();

    private static IEnumerable<string> Attributes(ReadPage page) =>
        page.Root.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName).Distinct();

    private static Body Body(string text) => SamplePapers.Body with
    {
        Name = text,
        Labels = new BodyLabels { Ends = text, Refers = text, ShortName = text },
    };

    private static PageStamp Stamp(string text) => new(PageState.Corrected, 1) { CorrectionReason = text };

    private static MeetingPaper Paper(string text) => new()
    {
        Kind = PaperKind.Minutes,
        Body = text,
        Place = text,
        Participants = [new(text, text)],
        Items =
        [
            new PaperItem
            {
                Id = text,
                Number = text,
                Access = Access.Open,
                Title = text,
                PlannedRoute = PlannedRoute.Ends,
                CaseNumber = text,
                DocumentNumber = text,
                Sections = [.. Enum.GetValues<SectionKind>().Select(kind => SamplePapers.Section(kind, text, text))],
                Attachments = [new(text, text, text, text) { Access = Access.Closed }],
                Absent = [new(text, text, text)],
            },
        ],
    };

    private static Consultation Hearing(string text) => new()
    {
        Id = "c-1",
        Kind = ConsultationKind.Proposal,
        BodyId = "b",
        AboutId = "i",
        Title = text,
        Question = text,
        DocumentHash = text,
        OpensAt = SamplePapers.At,
        Deadline = SamplePapers.At.AddDays(30),
        SilenceRule = text,
        ExtendedReason = text,
        Parties =
        [
            new(text, text, text)
            {
                State = PartyState.Answered,
                Responses = [new(SamplePapers.At, text) { SubjectToPoliticalApproval = true, Late = true, Admitted = true }],
            },
        ],
    };

    private static IEnumerable<Workflow.Forums.Letters.Letter> Letters(string text)
    {
        var to = new Envelope(new Recipient("p-1", text, "p@fjordby.invalid"), Body(text), text, SamplePapers.At);
        return SampleLetters.All(to, text);
    }
}
