using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>Bytes to facts: no clock, no disk, no network but the scanner's, and a bound on everything.</summary>
public sealed class MailReader(
    InboundLimits limits, IAttachmentScanner? scanner = null, IAttachmentSearch? search = null) : IMailReader
{
    /// <summary>
    /// Outlook's own format (<c>winmail.dat</c>) and older mail name their letters by code pages, which the runtime knows only
    /// where it was asked to: without them the former is never opened.
    /// </summary>
    static MailReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public async Task<InboundMail> ReadAsync(MailboxItem item, CancellationToken cancellationToken)
    {
        var mail = Read(item);
        var looked = new List<InboundAttachment>();
        foreach (var attachment in mail.Attachments)
            looked.Add(await LookAsync(mail, attachment, cancellationToken).ConfigureAwait(false));
        return mail with { Attachments = looked, Problems = [.. mail.Problems, .. Found(looked)] };
    }

    /// <summary>What the scanner says is infected is not opened to be searched.</summary>
    private async Task<InboundAttachment> LookAsync(
        InboundMail mail, InboundAttachment attachment, CancellationToken cancellationToken)
    {
        if (scanner is not null)
            attachment =
                attachment with { Scan = await scanner.ScanAsync(attachment.Content, cancellationToken).ConfigureAwait(false) };
        var isSearched = mail.Kind == InboundKind.Answer && attachment.IsFromTheAuthor
            && attachment.Scan is not (ScanVerdict.Infected or ScanVerdict.Unknown);
        return search is null || !isSearched
            ? attachment
            : attachment with
            {
                Search = await search.SearchAsync(
                attachment.Name, attachment.Content, cancellationToken).ConfigureAwait(false)
            };
    }

    /// <summary>Without the scanner and the search.</summary>
    public InboundMail Read(MailboxItem item)
    {
        var isWhole = item.IsWhole && item.Content.Length <= limits.Bytes && item.Size <= limits.Bytes;
        var bytes = isWhole ? item.Content : Head(item.Content);
        var empty = new InboundMail
        {
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(item.Content.Span)),
            Size = Math.Max(item.Size, item.Content.Length),
            ReceivedAt = item.ReceivedAt.ToUniversalTime(),
            Kind = InboundKind.Unreadable,
            Problems = [isWhole ? InboundProblem.Malformed : InboundProblem.TooLarge],
        };
        var headed = empty;
        try
        {
            using var message = Parse(bytes);
            headed = MailHeaders.Read(
                empty, message) with
            { SenderProof = MailHeaders.Proof(message, limits.AuthenticationServer) };
            return isWhole ? MailFacts.Read(headed, message, limits) : headed;
        }
#pragma warning disable CA1031 // The rim between bytes that anybody may send and a parser that is not ours.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // Not to be read is a fact like others: the mail is held, and the next one is read.
            return headed;
        }
    }

    private MimeMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        // Some levels more than are allowed, so that too many can be told from just enough.
        var options = new ParserOptions { MaxMimeDepth = limits.Depth + 4, MaxAddressGroupDepth = 3 };
        // Persistent: attachments are read from these bytes, not copied out of them.
        return MimeMessage.Load(options, new MemoryStream(bytes.ToArray(), writable: false), persistent: true);
    }

    /// <summary>Up to the first empty line.</summary>
    private ReadOnlyMemory<byte> Head(ReadOnlyMemory<byte> content)
    {
        var start = content[..Math.Min(content.Length, limits.HeaderBytes)];
        var end = start.Span.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            end = start.Span.IndexOf("\n\n"u8);
        return end < 0 ? start : start[..end];
    }

    private static IEnumerable<InboundProblem> Found(List<InboundAttachment> scanned)
    {
        if (scanned.Any(attachment => attachment.Scan == ScanVerdict.Infected))
            yield return InboundProblem.Infected;
        if (scanned.Any(attachment => attachment.Scan == ScanVerdict.Unknown))
            yield return InboundProblem.ScanFailed;
    }
}
