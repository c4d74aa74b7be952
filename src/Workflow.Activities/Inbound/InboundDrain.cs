using System.Data.Common;
using Microsoft.Extensions.Logging;
using Workflow.Activities.Ports;
using Workflow.Runtime;

namespace Workflow.Activities.Inbound;

/// <summary>
/// Reads what lies in the mailbox, files it, puts it away. A process that dies between filing and putting away finds the
/// mail again, and its row.
/// </summary>
public sealed class InboundDrain(IMailbox mailbox, IMailReader reader, InboundDesk desk, ILogger<InboundDrain> log) : IDisposable
{
    private const int Group = 20;

    /// <summary>So often the same mail may fail before it is kept unread for a person.</summary>
    private const int MostTries = 3;

    /// <summary>The pause of a mail that can be neither filed nor kept doubles up to so many rounds.</summary>
    private const int LongestRest = 64;

    private readonly Dictionary<string, (int Tries, long AgainAt)> _failed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private long _round;

    /// <returns>How many mails were put away.</returns>
    /// <exception cref="MailboxUnreachableException">To be tried again later.</exception>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _round++;
            for (var settled = 0; ;)
            {
                // Those that rest stay in the inbox: as many more are asked for, so that they hold up nobody.
                var most = Group + _failed.Values.Count(failed => failed.AgainAt > _round);
                var items = await mailbox.FetchAsync(most, cancellationToken).ConfigureAwait(false);
                if (items.Count < most)
                    Forget(items);
                var done = 0;
                foreach (var item in items.Where(item => _failed.GetValueOrDefault(item.Uid).AgainAt <= _round))
                    done += await FileAsync(item, cancellationToken).ConfigureAwait(false) ? 1 : 0;
                settled += done;
                if (done == 0)
                    return settled;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>What is in the inbox no more was taken out by somebody else.</summary>
    private void Forget(IReadOnlyList<MailboxItem> all)
    {
        foreach (var gone in _failed.Keys.Except(all.Select(item => item.Uid), StringComparer.Ordinal).ToList())
            _failed.Remove(gone);
    }

    private async Task<bool> FileAsync(MailboxItem item, CancellationToken cancellationToken)
    {
        try
        {
            var mail = await reader.ReadAsync(item, cancellationToken).ConfigureAwait(false);
            var folder = await desk.FileAsync(mail, item, cancellationToken).ConfigureAwait(false);
            await mailbox.SettleAsync(item.Uid, folder, cancellationToken).ConfigureAwait(false);
            _failed.Remove(item.Uid);
            return true;
        }
        catch (Exception exception)
            when (exception is not (OperationCanceledException or MailboxUnreachableException or ProcessDeathException))
        {
            // The rim of one mail: it stays where it is, and must not keep the others.
            return await FailedAsync(item, exception, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A full disk or a database that is away is no fault of the mail: it waits until that is over. What fails by itself
    /// is kept as it came and shown to a person; nothing is left lying unseen.
    /// </summary>
    /// <returns>Whether it was put away.</returns>
    private async Task<bool> FailedAsync(MailboxItem item, Exception exception, CancellationToken cancellationToken)
    {
        var isOfTheMail = exception is not (IOException or DatabaseConflictException or DbException { IsTransient: true });
        var tries = _failed.GetValueOrDefault(item.Uid).Tries + (isOfTheMail ? 1 : 0);
        log.MailNotFiled(tries, exception.GetType().Name);
        try
        {
            if (tries < MostTries)
            {
                _failed[item.Uid] = (tries, _round + 1);
                return false;
            }

            await desk.KeepUnreadAsync(item, exception.GetType().Name, cancellationToken).ConfigureAwait(false);
            await mailbox.SettleAsync(item.Uid, MailboxFolder.Held, cancellationToken).ConfigureAwait(false);
            _failed.Remove(item.Uid);
            return true;
        }
        catch (Exception another) when (another is DbException or DatabaseConflictException or IOException)
        {
            // Not even that: the surroundings, after all.
            log.MailNotFiled(tries, another.GetType().Name);
            _failed[item.Uid] = (tries, _round + Math.Min(LongestRest, 1L << Math.Min(tries, 6)));
            return false;
        }
    }
}
