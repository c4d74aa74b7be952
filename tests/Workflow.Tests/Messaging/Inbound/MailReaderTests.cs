using System.Text;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging.Inbound;
using Xunit;

namespace Workflow.Tests.Messaging.Inbound;

public sealed class MailReaderTests
{
    private const string Token = Mails.Token;
    private const string OtherToken = "zyxwvutsrqponmlkjihgfedcba";

    [Fact]
    public void Answer_GivesWhoWroteItToWhomAboutWhat()
    {
        var mail = Mails.Read(Mails.Plain("Vi har ingen bemærkninger."));

        mail.Kind.ShouldBe(InboundKind.Answer);
        mail.Problems.ShouldBeEmpty();
        mail.FromAddress.ShouldBe("aase@fjordby.example");
        mail.FromName.ShouldBe("Åse Birkholt");
        mail.Subject.ShouldBe("SV: Høring");
        mail.MessageId.ShouldBe("<answer-1@fjordby.example>");
        mail.References.ShouldBe(["<notice-1@forum.example>", "<first@forum.example>"]);
        mail.ReplyTokens.ShouldBe([Token]);
        mail.Text.ShouldBe("Vi har ingen bemærkninger.");
        mail.Date.ShouldBe(Mails.Received);
        mail.ReceivedAt.ShouldBe(Mails.Received);
        mail.ReturnPathNull.ShouldBeFalse();
        mail.MayBeAcknowledged.ShouldBeTrue();
        mail.ContentHash.Length.ShouldBe(64);
    }

    [Fact]
    public void Tokens_AreFoundInTheEnvelopesHeadersToo_AndInCapitals()
    {
        var mail = Mails.Read($"Delivered-To: FLOW+R{OtherToken.ToUpperInvariant()}@forum.example\n"
            + "X-Original-To: flow+b0123456789abcdef01234567@forum.example\n" + Mails.Plain("Ja"));

        mail.ReplyTokens.ShouldBe([Token, OtherToken], ignoreOrder: true);
        mail.BounceTokens.ShouldBe(["0123456789abcdef01234567"]);
    }

    [Theory]
    [InlineData("flow+rabc@forum.example")]
    [InlineData("flow+r" + Token + "x@forum.example")]
    [InlineData("flow+r0000000000000000000000000001@forum.example")]
    [InlineData("\"flow+r" + Token + "@forum.example\"@fjordby.example")]
    public void Token_OfAnotherForm_IsNone(string recipient) =>
        Mails.Read($"From: a@b.example\nTo: {recipient}\nMIME-Version: 1.0\n\nx\n").ReplyTokens.ShouldBeEmpty();

    [Fact]
    public void Name_WithALineBreakInAnEncodedWord_BecomesOneLine()
    {
        var mail = Mails.Read("From: =?utf-8?Q?Eve=0D=0ABcc=3A_all=40fjordby.example?= <eve@fjordby.example>\n"
            + "To: flow@forum.example\nSubject: =?utf-8?Q?Hej=0D=0AX-Spam:_no=00?=\n\nx\n");

        mail.FromName.ShouldBe("Eve Bcc: all@fjordby.example");
        mail.Subject.ShouldBe("HejX-Spam: no");
    }

    [Fact]
    public void Mail_WithTwoAuthors_OrNone_IsHeld()
    {
        Mails.Read("From: a@fjordby.example, b@fjordby.example\n\nx\n").Problems.ShouldBe([InboundProblem.SeveralSenders]);
        var nobody = Mails.Read("To: flow@forum.example\n\nx\n");
        nobody.Problems.ShouldBe([InboundProblem.NoSender]);
        nobody.MustBeHeld.ShouldBeTrue();
        nobody.MayBeAcknowledged.ShouldBeFalse();
    }

    [Fact]
    public void Mail_Of30Megabytes_IsHeldAndOnlyItsHeadersAreRead()
    {
        var mail = Mails.Read(Encoding.UTF8.GetBytes(Mails.Crlf(Mails.Plain(new string('x', 30 * 1024 * 1024)))));

        mail.Kind.ShouldBe(InboundKind.Unreadable);
        mail.Problems.ShouldBe([InboundProblem.TooLarge]);
        mail.ReplyTokens.ShouldBe([Token]);
        mail.FullText.ShouldBeEmpty();
        mail.Size.ShouldBeGreaterThan(30 * 1024 * 1024);
    }

    [Fact]
    public void Mail_OfWhichOnlyHeadersWereFetched_IsHeld()
    {
        var item = new MailboxItem(
            "1", Encoding.UTF8.GetBytes(Mails.Crlf(Mails.Headers) + "\r\n"), 40_000_000, IsWhole: false, Mails.Received);

        var mail = new MailReader(new InboundLimits()).Read(item);

        (mail.Kind, mail.Size, mail.FromAddress).ShouldBe((InboundKind.Unreadable, 40_000_000, "aase@fjordby.example"));
        mail.Problems.ShouldBe([InboundProblem.TooLarge]);
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(2000, false)]
    [InlineData(19, true)]
    public void Parts_NestedTooDeep_AreHeld(int depth, bool isRead)
    {
        var body = Mails.TextPart("inderst");
        for (var level = 1; level < depth; level++)
            body = Mails.Multipart("mixed", $"b{level}", body);

        var mail = Mails.Read(Mails.Headers + body);

        mail.Kind.ShouldBe(isRead ? InboundKind.Answer : InboundKind.Unreadable);
        mail.Problems.ShouldBe(isRead ? [] : [InboundProblem.TooDeep]);
        mail.Text.ShouldBe(isRead ? "inderst" : "");
    }

    [Fact]
    public void Mails_WithinMails50Deep_AreHeld()
    {
        var inner = Mails.Plain("inderst");
        for (var level = 0; level < 50; level++)
            inner = $"{Mails.Headers}Content-Type: message/rfc822\n\n{inner}";

        Mails.Read(inner).Problems.ShouldBe([InboundProblem.TooDeep]);
    }

    [Fact]
    public void Parts_TooMany_AreHeld() =>
        Mails.Read(Mails.Mixed([.. Enumerable.Range(0, 300).Select(n => Mails.TextPart($"{n}"))]))
            .Problems.ShouldBe([InboundProblem.TooManyParts]);

    [Theory]
    [InlineData("text/plain", "æøå", "utf-8", true)]
    [InlineData("text/plain", "æøå", "iso-8859-1", true)]
    [InlineData("text/plain; charset=us-ascii", "æøå", "iso-8859-1", true)]
    [InlineData("text/plain; charset=utf-8", "æøå", "iso-8859-1", true)]
    [InlineData("text/plain; charset=iso-8859-1", "æøå", "utf-8", true)]
    [InlineData("text/plain; charset=klingon", "æøå", "utf-8", true)]
    [InlineData("text/plain; charset=utf-8", "æøå", "utf-8", false)]
    [InlineData("text/plain; charset=iso-8859-1", "æøå", "iso-8859-1", false)]
    [InlineData("text/plain; charset=windows-1252", "“æøå”", "windows-1252", false)]
    public void Charset_MissingOrWrong_IsGuessedAndTheTextStands(string type, string text, string written, bool isGuessed)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] bytes = [
            .. Encoding.ASCII.GetBytes(Mails.Crlf($"{Mails.Headers}Content-Type: {type}\nContent-Transfer-Encoding: 8bit\n\n")),
            .. Encoding.GetEncoding(written).GetBytes(text)];

        var mail = Mails.Read(bytes);

        mail.Text.ShouldBe(text);
        mail.Problems.ShouldBe(isGuessed ? [InboundProblem.CharsetGuessed] : []);
        mail.MustBeHeld.ShouldBeFalse();
    }

    [Fact]
    public void Html_WithScriptAndRemoteImages_LeavesOnlyWords()
    {
        var mail = Mails.Read(Mails.Html("<html><head><title>t</title><style>p{}</style></head><body><script>alert(1)</script>"
            + "<p>Vi st&oslash;tter<br>forslaget&nbsp;helt.</p><img src=\"https://tracker.example/x.png\" onerror=\"alert(2)\"></body></html>"));

        mail.Text.ShouldBe("Vi støtter\nforslaget helt.");
    }

    [Fact]
    public void Alternative_PrefersThePlainText_UnlessItIsEmpty()
    {
        const string Html = "Content-Type: text/html; charset=utf-8\n\n<p>pænt</p>";

        Mails.Read(Mails.Headers + Mails.Multipart("alternative", "a", Html, Mails.TextPart("enkelt"))).Text.ShouldBe("enkelt");
        Mails.Read(Mails.Headers + Mails.Multipart("alternative", "a", Mails.TextPart(" "), Html)).Text.ShouldBe("pænt");
    }

    [Fact]
    public void Signed_BySMimeOrPgp_IsReadAndTheSignatureKept()
    {
        var signed = Mails.Headers
            + Mails.Multipart("signed; protocol=\"application/pkcs7-signature\"", "s", Mails.TextPart("Enig."),
                Mails.File("filename=smime.p7s", [1, 2, 3], "application/pkcs7-signature"));

        var mail = Mails.Read(signed);

        (mail.Kind, mail.Text).ShouldBe((InboundKind.Answer, "Enig."));
        var signature = mail.Attachments.ShouldHaveSingleItem();
        signature.Flags.ShouldBe(AttachmentFlags.Signature);
        signature.IsFromTheAuthor.ShouldBeFalse();
        Mails.Read(
            Mails.Plain(
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nEnig.\n-----BEGIN PGP SIGNATURE-----\n\nxyz\n-----END PGP SIGNATURE-----"))
            .Text.ShouldBe("Enig.");
    }

    [Fact]
    public void Encrypted_OrSealed_IsHeld()
    {
        Mails.Read($"{Mails.Headers}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
            + "Content-Transfer-Encoding: base64\n\nMIIB").Problems.ShouldBe([InboundProblem.Encrypted]);
        Mails.Read($"{Mails.Headers}Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
            + "Content-Transfer-Encoding: base64\n\nMIIB").Problems.ShouldBe([InboundProblem.SealedBySignature]);
        Mails.Read(Mails.Headers + Mails.Multipart("encrypted; protocol=\"application/pgp-encrypted\"", "e",
            "Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream\n\nx"))
            .Kind.ShouldBe(InboundKind.Unreadable);
        Mails.Read(Mails.Plain("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----")).Kind.ShouldBe(
            InboundKind.Unreadable);
    }

    [Fact]
    public void NoMailAtAll_IsHeld()
    {
        foreach (var bytes in new byte[][] { [], [0], [13, 10], [0xff, 0xd8, 0xff, 0xe0],
            Encoding.ASCII.GetBytes("<html>hej</html>") })
            Mails.Read(bytes).MustBeHeld.ShouldBeTrue();
    }

    [Fact]
    public void CalendarReply_SaysWhoComes()
    {
        const string Reply = "Content-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
            + "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:m-1@forum.exa\n mple\nSEQUENCE:2\n"
            + "ATTENDEE;PARTSTAT=DECLINED;CN=\"Åse\":mailto:Aase@Fjordby.example\nEND:VEVENT\nEND:VCALENDAR";

        var mail = Mails.Read(Mails.Headers + Mails.Multipart("alternative", "c", Mails.TextPart("Desværre"), Reply));

        mail.Kind.ShouldBe(InboundKind.CalendarReply);
        mail.CalendarReply.ShouldBe(new InboundCalendarReply("m-1@forum.example", "DECLINED", "aase@fjordby.example", 2));
        mail.Text.ShouldBe("Desværre");
    }

    [Fact]
    public void ListMail_IsAnAnswerThatIsNotAcknowledged()
    {
        var mail = Mails.Read("List-Id: <all.fjordby.example>\nPrecedence: list\n" + Mails.Plain("Enig."));

        (mail.Kind, mail.IsFromList, mail.MayBeAcknowledged).ShouldBe((InboundKind.Answer, true, false));
    }
}
