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

    /// <summary>The pause of a mail that can be neither filed nor kept, or not put away, doubles up to so many rounds.</summary>
    private const int LongestRest = 64;

    /// <summary>So many moves may fail one after another before no more are tried in a round: the mailbox is away.</summary>
    private const int MostMoves = 3;

    private readonly Dictionary<string, Failure> _failed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private long _round;
    private int _failedMoves;
    private MailboxUnreachableException? _unmoved;

    /// <returns>How many mails were put away.</returns>
    /// <exception cref="MailboxUnreachableException">
    /// To be tried again later; what could be read is filed, also where it could not be put away.
    /// </exception>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            (_round, _failedMoves, _unmoved) = (_round + 1, 0, null);
            var settled = await DrainAllAsync(cancellationToken).ConfigureAwait(false);
            return _unmoved is { } fault ? throw new MailboxUnreachableException(fault.Message, fault) : settled;
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

    private async Task<int> DrainAllAsync(CancellationToken cancellationToken)
    {
        for (var settled = 0; ;)
        {
            // Those that rest stay in the inbox: as many more are asked for, so that they hold up nobody.
            var most = Group + _failed.Values.Count(failed => failed.AgainAt > _round);
            var items = await mailbox.FetchAsync(most, cancellationToken).ConfigureAwait(false);
            if (items.Count < most)
                Forget(items);
            var ended = new List<Ended>();
            foreach (var item in items.Where(item => _failed.GetValueOrDefault(item.Uid).AgainAt <= _round))
                ended.Add(await FileAsync(item, cancellationToken).ConfigureAwait(false));
            settled += ended.Count(one => one == Ended.PutAway);
            if (ended.TrueForAll(one => one == Ended.Failed))
                return settled;
        }
    }

    private async Task<Ended> FileAsync(MailboxItem item, CancellationToken cancellationToken)
    {
        MailboxFolder folder;
        try
        {
            var mail = await reader.ReadAsync(item, cancellationToken).ConfigureAwait(false);
            folder = await desk.FileAsync(mail, item, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is not (OperationCanceledException or MailboxUnreachableException or ProcessDeathException))
        {
            // The rim of one mail: it stays where it is, and must not keep the others.
            return await FailedAsync(item, exception, cancellationToken).ConfigureAwait(false);
        }

        return await PutAwayAsync(item, folder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// One that is filed and cannot be moved (no room, no right to the folder, a file in use) is offered again, which changes
    /// nothing; it must not keep the others unfiled, whose deadlines pass.
    /// </summary>
    private async Task<Ended> PutAwayAsync(MailboxItem item, MailboxFolder folder, CancellationToken cancellationToken)
    {
        var moves = _failed.GetValueOrDefault(item.Uid).Moves;
        try
        {
            if (_failedMoves < MostMoves)
            {
                await mailbox.SettleAsync(item.Uid, folder, cancellationToken).ConfigureAwait(false);
                _failed.Remove(item.Uid);
                _failedMoves = 0;
                return Ended.PutAway;
            }
        }
        catch (MailboxUnreachableException unreachable)
        {
            (_unmoved, _failedMoves, moves) = (unreachable, _failedMoves + 1, moves + 1);
        }

        // The next time those come first that were not tried, or less often.
        _failed[item.Uid] = _failed.GetValueOrDefault(item.Uid) with { Moves = moves, AgainAt = _round + Rest(moves) };
        return Ended.Filed;
    }

    private static long Rest(int times) => Math.Min(LongestRest, 1L << Math.Min(times, 6));

    /// <summary>
    /// A full disk or a database that is away is no fault of the mail: it waits until that is over. What fails by itself
    /// is kept as it came and shown to a person; nothing is left lying unseen.
    /// </summary>
    private async Task<Ended> FailedAsync(MailboxItem item, Exception exception, CancellationToken cancellationToken)
    {
        var isOfTheMail = exception is not (IOException or DatabaseConflictException or DbException { IsTransient: true });
        var tries = _failed.GetValueOrDefault(item.Uid).Tries + (isOfTheMail ? 1 : 0);
        log.MailNotFiled(tries, exception.GetType().Name);
        try
        {
            if (tries < MostTries)
            {
                _failed[item.Uid] = new Failure(tries, 0, _round + 1);
                return Ended.Failed;
            }

            _failed[item.Uid] = _failed.GetValueOrDefault(item.Uid) with { Tries = tries };
            await desk.KeepUnreadAsync(item, exception.GetType().Name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception another) when (another is DbException or DatabaseConflictException or IOException)
        {
            // Not even that: the surroundings, after all.
            log.MailNotFiled(tries, another.GetType().Name);
            _failed[item.Uid] = new Failure(tries, 0, _round + Rest(tries));
            return Ended.Failed;
        }

        return await PutAwayAsync(item, MailboxFolder.Held, cancellationToken).ConfigureAwait(false);
    }

    private enum Ended
    {
        Failed,

        /// <summary>Its row says what it means; it lies in the inbox still.</summary>
        Filed,

        PutAway,
    }

    /// <param name="Tries">How often filing it failed by itself.</param>
    /// <param name="Moves">How often it could not be put away.</param>
    /// <param name="AgainAt">Round from which on it is tried again.</param>
    private readonly record struct Failure(int Tries, int Moves, long AgainAt);
}
