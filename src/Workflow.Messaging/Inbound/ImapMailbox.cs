using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// A mailbox on an IMAP server. Two connections: one reads and moves, the other idles, for a connection that idles can do nothing
/// else. Sizes are asked first, and no more than the limit is ever fetched, whatever the server said the size was.
/// </summary>
public sealed class ImapMailbox(ImapOptions options, InboundLimits limits, TimeProvider time) : IMailbox, IDisposable
{
    private readonly ImapConnection _work = new(options, FolderAccess.ReadWrite);
    private readonly ImapIdle _idle = new(options, time);
    private readonly SemaphoreSlim _gate = new(1);
    private uint _validity;
    private uint _highest;

    public Task<IReadOnlyList<MailboxItem>> FetchAsync(int most, CancellationToken cancellationToken) =>
        WithInboxAsync(inbox => FetchAsync(inbox, most, cancellationToken), cancellationToken);

    public Task SettleAsync(string uid, MailboxFolder folder, CancellationToken cancellationToken) => WithInboxAsync(
        async inbox =>
        {
            // Numbers of another validity mean other mails (RFC 9051, 2.3.1.1): it is offered anew under its new one.
            if (Number(uid, inbox.UidValidity) is not { } number)
                return false;
            var target = await TargetAsync(folder, cancellationToken).ConfigureAwait(false);
            return await MoveAsync(inbox, number, target, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public Task WaitAsync(CancellationToken cancellationToken) => _idle.WaitAsync(() => (_validity, _highest), cancellationToken);

    /// <returns>Why the mailbox cannot be read at present; null where it can.</returns>
    public async Task<string?> WhyUnreachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WithInboxAsync(inbox => Task.FromResult(inbox.IsOpen), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (MailboxUnreachableException unreachable)
        {
            return unreachable.Message;
        }
    }

    public void Dispose()
    {
        _work.Dispose();
        _idle.Dispose();
        _gate.Dispose();
    }

    private async Task<T> WithInboxAsync<T>(Func<IMailFolder, Task<T>> act, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await act(await _work.OpenAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception fault) when (ImapConnection.IsFault(fault))
        {
            // What was half read or half moved lies in the inbox still, or has been moved: both are offered or found again.
            _work.Dispose();
            throw _work.Unreachable(fault);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<MailboxItem>> FetchAsync(IMailFolder inbox, int most, CancellationToken cancellationToken)
    {
        if (inbox.UidValidity != _validity)
            (_validity, _highest) = (inbox.UidValidity, 0);
        var all = await inbox.SearchAsync(SearchQuery.NotDeleted, cancellationToken).ConfigureAwait(false);
        // What was offered before and not settled comes last, so that one that cannot be filed holds up no other.
        var chosen = all.OrderBy(uid => uid.Id <= _highest).ThenBy(uid => uid.Id).Take(most).ToList();
        if (chosen.Count == 0)
            return [];
        const MessageSummaryItems Wanted = MessageSummaryItems.UniqueId | MessageSummaryItems.Size
            | MessageSummaryItems.InternalDate;
        var sizes = await inbox.FetchAsync(chosen, Wanted, cancellationToken).ConfigureAwait(false);
        return await FetchAsync(
            inbox, chosen, sizes.ToDictionary(summary => summary.UniqueId), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<MailboxItem>> FetchAsync(
        IMailFolder inbox, List<UniqueId> chosen, Dictionary<UniqueId, IMessageSummary> known,
        CancellationToken cancellationToken)
    {
        var (items, bytes) = (new List<MailboxItem>(), 0L);
        foreach (var uid in chosen)
        {
            if (!known.TryGetValue(uid, out var summary))
                continue;
            if (items.Count > 0 && bytes + summary.Size > limits.Bytes)
                break;
            _highest = Math.Max(_highest, uid.Id);
            if (await ReadAsync(inbox, summary, cancellationToken).ConfigureAwait(false) is not { } item)
                continue;
            bytes += item.Content.Length;
            items.Add(item);
        }

        return items;
    }

    /// <returns>Null where it is gone meanwhile.</returns>
    private async Task<MailboxItem?> ReadAsync(IMailFolder inbox, IMessageSummary summary, CancellationToken cancellationToken)
    {
        var size = summary.Size ?? 0;
        var isWhole = size <= limits.Bytes;
        try
        {
            var content = isWhole
                ? await BytesAsync(inbox, summary.UniqueId, "", limits.Bytes + 1, cancellationToken).ConfigureAwait(false)
                : [];
            // The server's word for the size was wrong.
            if (content.Length > limits.Bytes)
                (isWhole, size) = (false, (uint)content.Length);
            if (!isWhole)
                content = await BytesAsync(
                    inbox, summary.UniqueId, "HEADER", limits.HeaderBytes, cancellationToken).ConfigureAwait(false);
            var uid = string.Create(CultureInfo.InvariantCulture, $"{inbox.UidValidity}/{summary.UniqueId.Id}");
            var received = (summary.InternalDate ?? time.GetUtcNow()).ToUniversalTime();
            return new MailboxItem(uid, content, Math.Max(size, content.Length), isWhole, received);
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// By BODY.PEEK and a range: it marks nothing as read, and a server cannot send more than was asked for unnoticed.
    /// </summary>
    private static async Task<byte[]> BytesAsync(
        IMailFolder inbox, UniqueId uid, string section, int most, CancellationToken cancellationToken)
    {
        await using var stream = await inbox.GetStreamAsync(uid, section, 0, most, cancellationToken).ConfigureAwait(false);
        using var bytes = new BoundedStream(most);
        await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }

    /// <returns>False where it was no longer there.</returns>
    private static async Task<bool> MoveAsync(
        IMailFolder inbox, UniqueId number, IMailFolder target, CancellationToken cancellationToken)
    {
        try
        {
            await inbox.MoveToAsync(number, target, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ImapCommandException)
        {
            // Of a mail that another host has just moved some servers say "no", others nothing. Is it that, or is there no room?
            var left = await inbox.SearchAsync(SearchQuery.Uids([number]), cancellationToken).ConfigureAwait(false);
            if (left.Contains(number))
                throw;
            return false;
        }
    }

    private async Task<IMailFolder> TargetAsync(MailboxFolder folder, CancellationToken cancellationToken)
    {
        var name = folder == MailboxFolder.Held ? options.HeldFolder : options.ProcessedFolder;
        var client = _work.Client;
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        try
        {
            return await root.GetSubfolderAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (FolderNotFoundException)
        {
            try
            {
                return await root.CreateAsync(name, isMessageFolder: true, cancellationToken).ConfigureAwait(false)
                    ?? await root.GetSubfolderAsync(name, cancellationToken).ConfigureAwait(false);
            }
            catch (ImapCommandException)
            {
                // Another host has just made it.
                return await root.GetSubfolderAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static UniqueId? Number(string uid, uint validity) =>
        uid.Split('/') is [var of, var number]
        && uint.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given == validity
        && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? new UniqueId(validity, id)
            : null;
}
