using Microsoft.Kiota.Abstractions;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Graph;

/// <summary>Brings single mails here as the MIME message that arrived, never more of one than may be read.</summary>
internal sealed class GraphMailFetch(GraphConnection graph, int largestMail)
{
    private const int Block = 64 * 1024;

    public int LargestMail => largestMail;

    /// <returns>Null where the mail is no longer there.</returns>
    public async Task<MailboxItem?> FetchAsync(string id, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var mail = graph.Client.Users[graph.Options.Mailbox].Messages[id];
        try
        {
            using var content = await mail.Content.GetAsync(
                request => request.Options.Add(GraphConnection.Patient), cancellationToken).ConfigureAwait(false);
            if (content is null)
                return null;
            var (bytes, isWhole) = await ReadAsync(content, cancellationToken).ConfigureAwait(false);
            var item = isWhole
                ? new MailboxItem(id, bytes, bytes.Length, true, receivedAt)
                : new MailboxItem(id, HeadersOf(bytes), largestMail + 1L, false, receivedAt);
            // Outlook does not keep messages as MIME: the bytes are a conversion, which nobody promises to be the same twice.
            // The service's own id stays while the mail lies in its folder, and no sender has a say in it.
            return item with { Identity = $"graph/{graph.Options.Mailbox}/{id}" };
        }
        catch (ApiException answer) when (answer.ResponseStatusCode == 404)
        {
            return null;
        }
    }

    /// <summary>The service does not say beforehand how large the message is.</summary>
    private async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var block = new byte[Block];
        while (await content.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            kept.Write(block, 0, read);
            if (kept.Length > largestMail)
                return (kept.ToArray(), false);
        }

        return (kept.ToArray(), true);
    }

    /// <summary>To the first empty line; of headers without an end, a bounded piece.</summary>
    private static ReadOnlyMemory<byte> HeadersOf(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span.IndexOf("\r\n\r\n"u8);
        return bytes[..Math.Min(end < 0 ? bytes.Length : end + 4, Block * 4)];
    }
}
