using System.Text;
using MimeKit;
using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Forums.Letters;
using Workflow.Messaging;

using Workflow.Tests.Documents;
using Xunit;

namespace Workflow.Tests.Messaging;

public sealed class LetterMimeTests
{
    private static readonly MessagingOptions Options = new()
    {
        MailFolder = "mail",
        PublicationRoot = "published",
        SenderName = "Sekretariatet på Øen",
    };

    private static readonly Letter Invitation =
        SampleLetters.Writer.Invitation(SamplePapers.EnvelopeTo(), SamplePapers.Meeting, SamplePapers.Agenda);

    [Fact]
    public void Message_ReadsBackWithAllThreeParts()
    {
        var message = Read(Invitation);

        message.Subject.ShouldBe(Invitation.Subject);
        message.To.Mailboxes.Single().Name.ShouldBe("Åse Birkholt");
        message.From.Mailboxes.Single().Name.ShouldBe("Sekretariatet på Øen");
        $"<{message.MessageId}>".ShouldBe(Invitation.MessageId);
        message.Date.ShouldBe(SamplePapers.At);
        message.TextBody!.ReplaceLineEndings("\n").ShouldBe(Invitation.Text);
        message.HtmlBody!.ReplaceLineEndings("\n").ShouldBe(Invitation.Html);
        message.Body!.ContentType.MimeType.ShouldBe("multipart/alternative");
        var calendar = message.BodyParts.OfType<TextPart>().Single(part => part.ContentType.IsMimeType("text", "calendar"));
        calendar.ContentType.Parameters["method"].ShouldBe("REQUEST");
        using var decoded = new MemoryStream();
        calendar.Content!.DecodeTo(decoded);
        Encoding.UTF8.GetString(decoded.ToArray()).ShouldBe(Invitation.Calendar!.Content); // with its CRLF
    }

    [Fact]
    public void Message_SaysItIsAutomatic()
    {
        var message = Read(Invitation);

        message.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        message.Headers["X-Workflow-Kind"].ShouldBe("invitation");
    }

    /// <summary>Exchange says neither that a letter did not arrive nor that its reader is away where it is asked so.</summary>
    [Fact]
    public void Letter_AsksForNoSilence_WhereItDoesNotArriveOrItsReaderIsAway()
    {
        foreach (var kind in LetterKinds.All)
        {
            var suppressed = Suppressed(Read(Invitation with { Kind = kind }));

            suppressed.ShouldBeSubsetOf(["DR", "RN", "NRN", "AutoReply", "OOF"], kind);
            suppressed.ShouldContain("AutoReply", kind);
            suppressed.Contains("OOF").ShouldBe(kind is LetterKinds.Receipt or LetterKinds.LateAnswer, kind);
        }
    }

    [Fact]
    public void LetterThatAsksAParty_IsNotSentAsBulk()
    {
        Read(Invitation with { Kind = LetterKinds.HearingNotice }).Headers[HeaderId.Precedence].ShouldBeNull();
        Read(Invitation with { Kind = LetterKinds.Reminder }).Headers[HeaderId.Precedence].ShouldBeNull();
        Read(Invitation).Headers[HeaderId.Precedence].ShouldBe("bulk");
    }

    private static string[] Suppressed(MimeMessage message) => message.Headers["X-Auto-Response-Suppress"].ShouldNotBeNull().Split(", ");

    [Fact]
    public void LetterWithoutCalendar_HasTwoParts() => Read(Invitation with { Calendar = null }).BodyParts.Count().ShouldBe(2);

    [Fact]
    public void Document_GoesBesideTheWords_AndReadsBackToTheByte()
    {
        var content = Encoding.UTF8.GetBytes("<!DOCTYPE html>\n<title>Sagsfremstilling på Øen</title>\n");
        var letter = Invitation with
        {
            Attachment = new LetterAttachment(
            "dokument.html", "text/html; charset=utf-8", "hash")
            { Content = content }
        };

        var message = Read(letter);

        var mixed = message.Body.ShouldBeOfType<Multipart>();
        mixed.ContentType.MimeType.ShouldBe("multipart/mixed");
        mixed[0].ContentType.MimeType.ShouldBe("multipart/alternative");
        message.TextBody!.ReplaceLineEndings("\n").ShouldBe(letter.Text);
        var document = message.Attachments.OfType<MimePart>().ShouldHaveSingleItem();
        (document.FileName, document.ContentType.MimeType,
        document.ContentType.Charset).ShouldBe(("dokument.html", "text/html", "utf-8"));
        using var decoded = new MemoryStream();
        document.Content!.DecodeTo(decoded);
        decoded.ToArray().ShouldBe(content);
        LetterMime.Write(letter, Options).ShouldBe(LetterMime.Write(letter, Options));
    }

    [Fact]
    public void Message_SameLetter_SameBytes() =>
        LetterMime.Write(Invitation, Options).ShouldBe(LetterMime.Write(Invitation with { }, Options));

    [Theory]
    [InlineData("Bo\r\nBcc: victim@elsewhere.invalid")]
    [InlineData("Bo\nBcc: victim@elsewhere.invalid")]
    [InlineData("Bo\rBcc: victim@elsewhere.invalid")]
    [InlineData("Bo\r\n\r\n<script>alert(1)</script>")]
    [InlineData("Bo\" <victim@elsewhere.invalid>, \"x")]
    [InlineData("Bo\0\u0085Bcc: victim@elsewhere.invalid")]
    [InlineData("=?utf-8?q?Bo=0D=0ABcc:_victim@elsewhere.invalid?=")]
    public void HostileNameSubjectOrKind_InjectsNoHeader(string hostile)
    {
        var message = Read(Invitation with { ToName = hostile, Subject = hostile, Kind = hostile });

        var expected = Read(Invitation);
        message.Headers.Select(header => header.Field).ShouldBe(expected.Headers.Select(header => header.Field));
        message.To.Mailboxes.Single().Address.ShouldBe(Invitation.ToAddress);
        message.Bcc.ShouldBeEmpty();
        $"{message.Subject}{message.To.Mailboxes.Single().Name}".ShouldAllBe(c => !char.IsControl(c));
        message.HtmlBody!.ReplaceLineEndings("\n").ShouldBe(Invitation.Html);
    }

    [Fact]
    public void Lines_AreAtMost998Octets()
    {
        var lines = Encoding.UTF8.GetString(
            LetterMime.Write(Invitation with { Subject = new string('ø', 3000) }, Options)).Split("\r\n");

        lines.ShouldAllBe(line => line.Length <= 998);
    }

    private static MimeMessage Read(Letter letter) => MimeMessage.Load(new MemoryStream(LetterMime.Write(letter, Options)));
}
