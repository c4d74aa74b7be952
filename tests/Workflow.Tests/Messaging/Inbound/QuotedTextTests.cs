using Shouldly;
using Workflow.Messaging.Inbound;
using Xunit;

namespace Workflow.Tests.Messaging.Inbound;

public sealed class QuotedTextTests
{
    private const string Answer = "Vi støtter forslaget.\n\nVenlig hilsen\nÅse";

    public static TheoryData<string, string> Quotations { get; } = new()
    {
        { "Outlook, Danish",
        "________________________________\nFra: Sekretariatet <flow@forum.example>\nSendt: 3. marts 2025 10:15\nTil: Åse\nEmne: Høring\n\nSpørgsmål" },
        { "Outlook, Danish, new",
        "Fra: Sekretariatet <flow@forum.example>\nDato: mandag den 3. marts 2025 kl. 10.15\nTil: Åse\nEmne: Høring\n\nSpørgsmål" },
        { "Outlook, English",
        "From: The secretariat <flow@forum.example>\nSent: Monday, March 3, 2025 10:15 AM\nTo: Åse\nSubject: Hearing\n\nQuestion" },
        { "Outlook, bold",
        "*Fra:* Sekretariatet <flow@forum.example>\n*Sendt:* 3. marts 2025 10:15\n*Til:* Åse\n*Emne:* Høring\n\nSpørgsmål" },
        { "Outlook, old", "-----Oprindelig meddelelse-----\nFra: Sekretariatet\nSpørgsmål" },
        { "Original", "-----Original Message-----\nFrom: The secretariat\nQuestion" },
        { "Outlook, telephone",
        "Hent Outlook til iOS<https://aka.example/x>\n________________________________\nFra: Sekretariatet\nSendt: mandag\nTil: Åse\nEmne: Høring" },
        { "Gmail, Danish", "Den man. 3. mar. 2025 kl. 10.15 skrev Sekretariatet <flow@forum.example>:\n\n> Spørgsmål\n> mere" },
        { "Gmail, English, broken",
        "On Mon, Mar 3, 2025 at 10:15 AM The secretariat of the forum\n<flow@forum.example> wrote:\n\n> Question" },
        { "Gmail, older", "man. 3. mar. 2025 kl. 10.15 skrev Sekretariatet <flow@forum.example>:\n\n> Spørgsmål" },
        { "Apple, Danish", "Den 3. mar. 2025 kl. 10.15 skrev Sekretariatet <flow@forum.example>:\n\nSpørgsmål uden mærker" },
        { "Apple, telephone",
        "Sendt fra min iPhone\n\n> Den 3. mar. 2025 kl. 10.15 skrev Sekretariatet <flow@forum.example>:\n> \n> Spørgsmål" },
        { "Thunderbird, Danish", "Den 03-03-2025 kl. 10:15 skrev Sekretariatet:\n> Spørgsmål\n>> ældre" },
        { "Thunderbird, English", "On 03/03/2025 10:15, The secretariat wrote:\n> Question" },
        { "German", "Am 03.03.2025 um 10:15 schrieb Sekretariat:\n> Frage" },
        { "Signature", "-- \nÅse Birkholt\nFjordby Råd, tlf. 00 00 00 00" },
    };

    [Theory, MemberData(nameof(Quotations))]
    public void Quotation_BelowTheAnswer_IsLeftOut(string program, string quotation) =>
        QuotedText.Strip($"{Answer}\n\n{quotation}\n").ShouldBe(Answer, program);

    [Fact]
    public void Answer_BelowTheQuotation_Stays() =>
        QuotedText.Strip("Den 03-03-2025 kl. 10:15 skrev Sekretariatet:\n> Spørgsmål\n> mere\n\n" + Answer).ShouldBe(Answer);

    [Fact]
    public void Answers_BetweenMarkedLines_Stay() =>
        QuotedText.Strip("Den 3. mar. 2025 kl. 10.15 skrev S:\n> Punkt 1?\nJa.\n> Punkt 2?\nNej.").ShouldBe("Ja.\nNej.");

    [Fact]
    public void Answers_WrittenIntoAnUnmarkedQuotation_KeepItAll()
    {
        const string Text =
            "Se mine kommentarer nedenfor.\n\nFra: S\nSendt: mandag\nTil: Å\nEmne: H\n\nPunkt 1? Ja.\nPunkt 2? Nej.";

        QuotedText.Strip(Text).ShouldBe(Text);
    }

    [Theory]
    [InlineData("> alt er citeret\n> også dette")]
    [InlineData("Fra: S\nSendt: mandag\nTil: Å\nEmne: H\n\nPunkt 1? Ja.")]
    [InlineData("--\nÅse")]
    [InlineData("Den 3. mar. 2025 skrev S:\n\nsvaret står her")]
    public void Text_OfWhichNothingWouldBeLeft_StaysWhole(string text) => QuotedText.Strip(text).ShouldBe(text);

    [Theory]
    [InlineData("Den gamle formand skrev:\nvi er imod")]
    [InlineData("Fra: 1. januar gælder noget andet.\nDet er vi imod.")]
    [InlineData("Vi har to punkter\n--\nog et tredje, langt\n"
        + "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21")]
    [InlineData("Venlig hilsen\nÅse Birkholt\nformand")]
    public void Words_ThatOnlyLookLikeAQuotation_Stay(string text) => QuotedText.Strip(text).ShouldBe(text);

    [Fact]
    public void Gmail_InHtml_IsStripped() => Mails.Read(Mails.Html(
            "<div dir=\"ltr\">Enig.</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">Den man. 3. mar. 2025 kl. 10.15 skrev S &lt;<a>s@x.example</a>&gt;:<br></div>"
            + "<blockquote>Spørgsmål<div>mere</div></blockquote></div>"))
        .Text.ShouldBe("Enig.");

    [Fact]
    public void Outlook_InHtml_IsStripped() => Mails.Read(Mails.Html(
            "<p class=MsoNormal>Enig.<o:p></o:p></p><div style='border-top:solid #E1E1E1 1.0pt'><p><b>Fra:</b> S &lt;s@x.example&gt; <br>"
            + "<b>Sendt:</b> 3. marts 2025 10:15<br><b>Til:</b> Å<br><b>Emne:</b> H</p></div><p>Spørgsmål</p>"))
        .Text.ShouldBe("Enig.");
}
