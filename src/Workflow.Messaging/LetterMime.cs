using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Text;
using Workflow.Documents.Letters;
using Workflow.Forums.Letters;

namespace Workflow.Messaging;

/// <summary>A letter as a MIME message. Nothing is generated or read from a clock: one letter is always the same bytes.</summary>
internal static class LetterMime
{
    /// <summary>As the ids of consultations begin.</summary>
    private const string ConsultationPrefix = "consultation.";

    public static readonly FormatOptions Format = CreateFormat();

    public static byte[] Write(Letter letter, MessagingOptions options)
    {
        using var message = Compose(letter, options);
        using var bytes = new MemoryStream();
        message.WriteTo(Format, bytes);
        return bytes.ToArray();
    }

    public static MimeMessage Compose(Letter letter, MessagingOptions options)
    {
        var message = new MimeMessage
        {
            Date = letter.DecidedAt,
            MessageId = letter.MessageId,
            Subject = Line(letter.Subject),
            Body = Body(letter),
        };
        message.From.Add(new MailboxAddress(Encoding.UTF8, Line(options.SenderName), options.SenderAddress));
        message.To.Add(new MailboxAddress(Encoding.UTF8, Line(letter.ToName), letter.ToAddress));

        if (letter.ReplyTo is { } replyTo)
            message.ReplyTo.Add(new MailboxAddress(Encoding.UTF8, Line(options.SenderName), replyTo));

        // RFC 3834 and its Microsoft kin: what a machine says must never look like an answer, nor begin a loop.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", Suppressed(letter));
        if (!AsksAParty(letter))
            message.Headers.Add(HeaderId.Precedence, "bulk");
        message.Headers.Add("X-Workflow-Kind", Token(letter.Kind));
        if (letter.References is [.., var last])
        {
            message.InReplyTo = last;
            message.References.AddRange(letter.References.Select(id => id.Trim('<', '>')));
        }

        if (IsOfConsultation(letter))
            message.Headers.Add(HeaderId.ListId, $"<{Label(letter.AboutId)}.{Domain(options.SenderAddress)}>");
        return message;
    }

    /// <summary>
    /// Letters of one consultation can be filed together by the mail programs of those who are asked (RFC 2919).
    /// </summary>
    private static bool IsOfConsultation(Letter letter) =>
        letter.AboutId.StartsWith(ConsultationPrefix, StringComparison.Ordinal);

    /// <summary>
    /// Never "All", nor "NDR": Exchange would not even say that a letter did not arrive, and a party would seem to have been
    /// silent ([MS-OXCMAIL] 2.1.3.2.20). Nor "OOF": that somebody is away is worth knowing while somebody else can be asked.
    /// Whoever has just written to us need not be told so.
    /// </summary>
    private static string Suppressed(Letter letter) =>
        letter.Kind is LetterKinds.Receipt or LetterKinds.LateAnswer ? "DR, RN, NRN, OOF, AutoReply" : "DR, RN, NRN, AutoReply";

    /// <summary>Many programs do not say that somebody is away where mail comes in bulk.</summary>
    private static bool AsksAParty(Letter letter) => letter.Kind is LetterKinds.HearingNotice or LetterKinds.Reminder;

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static LetterBody Body(Letter letter)
    {
        if (letter.Attachment is not { } attachment)
        {
            var alone = new LetterBody("alternative") { Boundary = Boundary(letter) };
            AddWords(alone, letter);
            return alone;
        }

        var words = new Multipart("alternative") { Boundary = Boundary(letter) + "-words" };
        AddWords(words, letter);
        var body = new LetterBody("mixed") { Boundary = Boundary(letter) };
        body.Add(words);
        body.Add(AttachmentPart(attachment));
        return body;
    }

    private static void AddWords(Multipart body, Letter letter)
    {
        body.Add(Part(TextFormat.Plain, letter.Text));
        body.Add(Part(TextFormat.Html, letter.Html));
        if (letter.Calendar is { } calendar)
            body.Add(CalendarPart(calendar));
    }

    private static MimePart AttachmentPart(LetterAttachment attachment) => new(ContentType.Parse(attachment.MediaType))
    {
        Content = new MimeContent(new MemoryStream(
            attachment.Content
                ?? throw new InvalidOperationException("The document of a letter was not looked up."), writable: false)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = Line(attachment.Name),
    };

    private static TextPart Part(TextFormat format, string text)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static TextPart CalendarPart(CalendarPart calendar)
    {
        var part = new TextPart("calendar");
        part.SetText(Encoding.UTF8, calendar.Content);
        part.ContentType.Parameters.Add("method", calendar.Method);

        // Base64 keeps the CRLF and the folded lines of RFC 5545 as they are.
        part.ContentTransferEncoding = ContentEncoding.Base64;
        return part;
    }

    private static string Boundary(Letter letter) =>
        "=-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letter.MessageId)))[..32];

    /// <summary>
    /// One line: a line break in a name or a subject would begin a header of somebody else's choice. And no ready-made
    /// encoded word (RFC 2047): it is written as it stands, and the reader's decoder brings the line break back.
    /// </summary>
    private static string Line(string text) => string
        .Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
        .Replace("=?", "= ?", StringComparison.Ordinal)
        .Trim();

    private static string Label(string id) => string.Concat(id.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'));

    private static string Token(string text) => string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
