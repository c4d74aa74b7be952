using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Tnef;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>Walks the parts of a mail once: its text, its files, its reports. Nothing is unpacked, decrypted or run.</summary>
internal sealed partial class MailParts
{
    private const int LargestTnef = 10 * 1024 * 1024;

    private static readonly byte[] TnefStart = [0x78, 0x9f, 0x3e, 0x22];

    private readonly InboundLimits _limits;
    private readonly List<string> _texts = [];
    private readonly List<InboundAttachment> _attachments = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<InboundProblem> _problems = [];

    /// <summary>Place among the attachments, and content id.</summary>
    private readonly Dictionary<int, string> _pictures = [];

    /// <summary>Content ids that the markup of the text names.</summary>
    private readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase);

    private long _contentBytes;
    private bool _isTnef;

    private MailParts(InboundLimits limits) => _limits = limits;

    public string Text => string.Join("\n\n", _texts);

    public IReadOnlyList<InboundAttachment> Attachments => _attachments;

    public IReadOnlyCollection<InboundProblem> Problems => _problems;

    public MessageDeliveryStatus? DeliveryStatus { get; private set; }

    /// <summary>The type of a report such as <c>disposition-notification</c>; null where it is none.</summary>
    public string? ReportType { get; private set; }

    /// <summary>Headers of the letter that a report is about.</summary>
    public HeaderList? Reported { get; private set; }

    /// <summary>Text of the calendar part; null where there is none.</summary>
    public string? Calendar { get; private set; }

    public static MailParts Of(MimeMessage message, InboundLimits limits)
    {
        var parts = new MailParts(limits);
        var (depth, count) = MailShape.Measure(message.Body, limits.Depth + 2, limits.Parts + 1);
        if (depth > limits.Depth)
            parts._problems.Add(InboundProblem.TooDeep);
        if (count > limits.Parts)
            parts._problems.Add(InboundProblem.TooManyParts);
        if (parts._problems.Count == 0 && message.Body is { } body)
            parts.Walk(body);
        parts.MarkPictures();
        return parts;
    }

    private void Walk(MimeEntity entity)
    {
        switch (entity)
        {
            case MultipartEncrypted:
                _problems.Add(InboundProblem.Encrypted);
                break;
            case Multipart { ContentType.MediaSubtype: var subtype } multipart when Is(subtype, "alternative"):
                WalkAlternative(multipart);
                break;
            case MultipartReport report:
                ReportType = report.ReportType?.ToLowerInvariant() ?? "";
                WalkAll(report);
                break;
            case Multipart multipart:
                WalkAll(multipart);
                break;
            case MessageDeliveryStatus status:
                DeliveryStatus ??= status;
                break;
            case ApplicationPkcs7Mime sealedPart when Sealed(sealedPart) is { } problem:
                _problems.Add(problem);
                break;
            case TextRfc822Headers { Message.Headers: { } headers }:
                Reported ??= headers;
                break;
            case MessagePart part:
                Reported ??= part.Message?.Headers;
                Keep(part, Bytes(part), AttachmentFlags.Mail);
                break;
            case TnefPart tnef:
                WalkTnef(tnef);
                break;
            case TextPart text when IsBody(text):
                TakeText(text);
                break;
            case MimePart part:
                Keep(part);
                break;
        }
    }

    private void WalkAll(Multipart multipart)
    {
        foreach (var part in multipart)
            Walk(part);
    }

    /// <summary>The same in several forms: the plain one is the author's words without tricks, unless it is empty.</summary>
    private void WalkAlternative(Multipart alternatives)
    {
        var before = _texts.Count;
        foreach (var part in alternatives.OrderBy(part => part is TextPart { IsPlain: true } ? 0 : 1))
        {
            if (part is TextPart text && IsBody(text) && !IsCalendar(text) && _texts.Count > before)
            {
                // Its words are known from the plain one; which pictures stand among them only it says.
                if (text.IsHtml)
                    _shown.UnionWith(HtmlText.Pictures(Decode(text)));
                continue;
            }

            if (part is Multipart && _texts.Count > before)
                WalkFilesOnly(part);
            else
                Walk(part);
        }
    }

    private void WalkFilesOnly(MimeEntity part)
    {
        var texts = _texts.Count;
        Walk(part);
        _texts.RemoveRange(texts, _texts.Count - texts);
    }

    private void WalkTnef(TnefPart tnef)
    {
        Keep(tnef, flags: AttachmentFlags.Tnef);
        var content = _attachments[^1].Content.Span;
        if (!content.StartsWith(TnefStart))
            _problems.Add(InboundProblem.Malformed);
        else if (!_isTnef && content.Length <= LargestTnef)
            Unwrap(tnef);
    }

    private void Unwrap(TnefPart tnef)
    {
        _isTnef = true;
        try
        {
            using var inner = tnef.ConvertToMessage();
            if (inner.Body is { } body && MailShape.Measure(body, _limits.Depth, _limits.Parts).Count < _limits.Parts)
                WalkFilesOfTnef(body);
        }
#pragma warning disable CA1031 // The rim: Outlook's own format, from anybody, in a parser not ours. The file is kept as it came.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            _problems.Add(InboundProblem.Malformed);
        }
        finally
        {
            _isTnef = false;
        }
    }

    /// <summary>Its text counts only where the mail has none: Outlook sends both.</summary>
    private void WalkFilesOfTnef(MimeEntity body)
    {
        if (_texts.Count > 0)
            WalkFilesOnly(body);
        else
            Walk(body);
    }

    private void TakeText(TextPart part)
    {
        if (IsCalendar(part))
        {
            Calendar ??= CleanText.Lines(Decode(part), _limits.TextChars);
            return;
        }

        var text = Decode(part);
        if (part.IsHtml)
        {
            _shown.UnionWith(HtmlText.Pictures(text));
            text = HtmlText.Of(text, _limits.TextChars);
        }

        if (!string.IsNullOrWhiteSpace(text))
            _texts.Add(text);
    }

    private string Decode(TextPart part)
    {
        var (text, isGuessed) = MailCharset.Decode(Bytes(part), part.ContentType.Charset);
        if (isGuessed)
            _problems.Add(InboundProblem.CharsetGuessed);
        return text.Length <= _limits.TextChars * 4 ? text : text[..(_limits.TextChars * 4)];
    }

    private static InboundProblem? Sealed(ApplicationPkcs7Mime part) => part.SecureMimeType switch
    {
        SecureMimeType.SignedData => InboundProblem.SealedBySignature,
        SecureMimeType.CertsOnly => null,
        _ => InboundProblem.Encrypted,
    };

    private static bool IsBody(TextPart part) =>
        !part.IsAttachment && (IsCalendar(part) || string.IsNullOrEmpty(part.FileName))
            && (part.IsPlain || part.IsHtml || IsCalendar(part));

    private static bool IsCalendar(TextPart part) => part.ContentType.IsMimeType("text", "calendar");

    private static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);
}
