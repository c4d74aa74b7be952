using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// Waits until the server announces a mail, by a connection of its own; where it cannot, for the time of a poll.
/// </summary>
internal sealed class ImapIdle(ImapOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ImapConnection _connection = new(options, FolderAccess.ReadOnly);
    private int _failures;

    /// <param name="offered">Validity and highest number of what was offered already.</param>
    public async Task WaitAsync(Func<(uint Validity, uint Highest)> offered, CancellationToken cancellationToken)
    {
        try
        {
            var inbox = await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            _failures = 0;
            var before = inbox.Count;
            // Came between the last look and now: nothing would announce it any more.
            if (!await HasNewAsync(inbox, offered(), cancellationToken).ConfigureAwait(false))
                await AnnouncedAsync(inbox, before, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested
            && (fault is MailboxUnreachableException or OperationCanceledException || ImapConnection.IsFault(fault)))
        {
            // The next look at the mailbox tells why. Pauses grow, so that a server that comes back is not run down.
            _connection.Dispose();
            await Task.Delay(BackOff(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _connection.Dispose();

    private TimeSpan BackOff()
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(_failures++, 5));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static async Task<bool> HasNewAsync(
        IMailFolder inbox, (uint Validity, uint Highest) offered, CancellationToken cancellationToken)
    {
        if (inbox.Count == 0)
            return false;
        if (inbox.UidValidity != offered.Validity)
            return true;
        var range = new UniqueIdRange(new UniqueId(offered.Highest + 1), UniqueId.MaxValue);
        // "From n to the last" always names the last one, even when its number is smaller than n (RFC 9051, 6.4.9).
        var found = await inbox.SearchAsync(
            SearchQuery.Uids(range).And(SearchQuery.NotDeleted), cancellationToken).ConfigureAwait(false);
        return found.Any(uid => uid.Id > offered.Highest);
    }

    private async Task AnnouncedAsync(IMailFolder inbox, int before, CancellationToken cancellationToken)
    {
        if (!_connection.Client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await Task.Delay(options.PollEvery, time, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var done = new CancellationTokenSource(options.PollEvery, time);
        EventHandler<EventArgs> counted = (_, _) =>
        {
            if (inbox.Count > before)
                done.Cancel();
            before = inbox.Count;
        };
        inbox.CountChanged += counted;
        try
        {
            // Came while we were asking for others.
            if (inbox.Count > before)
                return;
            await _connection.Client.IdleAsync(done.Token, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            inbox.CountChanged -= counted;
        }
    }
}
