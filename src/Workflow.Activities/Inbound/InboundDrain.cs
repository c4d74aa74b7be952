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

    /// <summary>Whoever is third in a row to fail is left lying until the process begins anew: the others go on.</summary>
    private const int MostTries = 3;

    private readonly Dictionary<string, int> _failed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    /// <returns>How many mails were put away.</returns>
    /// <exception cref="MailboxUnreachableException">To be tried again later.</exception>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var settled = 0; ;)
            {
                // Those that cannot be filed stay in the inbox: as many more are asked for, so that they hold up nobody.
                var given = _failed.Count(failed => failed.Value >= MostTries);
                var items = await mailbox.FetchAsync(Group + given, cancellationToken).ConfigureAwait(false);
                var done = 0;
                foreach (var item in items.Where(item => _failed.GetValueOrDefault(item.Uid) < MostTries))
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
        catch (Exception exception) when (exception is not (OperationCanceledException or MailboxUnreachableException or ProcessDeathException))
        {
            // The rim of one mail: it stays where it is, and must not keep the others.
            _failed[item.Uid] = _failed.GetValueOrDefault(item.Uid) + 1;
            log.MailNotFiled(_failed[item.Uid], exception.GetType().Name);
            return false;
        }
    }
}
