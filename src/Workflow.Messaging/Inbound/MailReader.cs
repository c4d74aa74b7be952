using System.Security.Cryptography;
using MimeKit;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>Bytes to facts: no clock, no disk, no network but the scanner, and a bound on everything.</summary>
public sealed class MailReader(InboundLimits limits, IAttachmentScanner? scanner = null) : IMailReader
{
    public async Task<InboundMail> ReadAsync(MailboxItem item, CancellationToken cancellationToken)
    {
        var mail = Read(item);
        if (scanner is null || mail.Attachments.Count == 0)
            return mail;
        var scanned = new List<InboundAttachment>();
        foreach (var attachment in mail.Attachments)
        {
            var verdict = await scanner.ScanAsync(attachment.Content, cancellationToken).ConfigureAwait(false);
            scanned.Add(attachment with { Scan = verdict });
        }

        return mail with { Attachments = scanned, Problems = [.. mail.Problems, .. Found(scanned)] };
    }

    /// <summary>Without the scanner.</summary>
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
            headed = MailHeaders.Read(empty, message);
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
