using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Instances;
using Workflow.Runtime.Deadlines;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>What an operator decides about what went wrong.</summary>
public sealed partial class ForumSession
{
    /// <summary>
    /// The cause is mended: the instance's parked signals are tried again from the start. What was dismissed stays so.
    /// </summary>
    /// <returns>False where the instance is not faulted, or is none.</returns>
    public async Task<bool> RetryFaultedAsync(string instanceId, CancellationToken cancellationToken)
    {
        var db = await DbAsync(cancellationToken).ConfigureAwait(false);
        var row = await db.Set<InstanceRow>()
            .FirstOrDefaultAsync(row => row.Id == instanceId, cancellationToken).ConfigureAwait(false);
        if (row?.Status != InstanceStatus.Faulted)
            return false;
        row.Status = row.ActivityId is null ? InstanceStatus.Created : InstanceStatus.Waiting;
        row.Fault = null;
        row.Version++;
        var parked = await db.Set<SignalRow>()
            .Where(signal => signal.InstanceId == instanceId && signal.IsParked && signal.DeliveredAt == null)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var signal in parked)
            (signal.IsParked, signal.Attempts, signal.NextTry) = (false, 0, Now);
        DeadlineRows.Release(this, instanceId);
        Audit(instanceId, "retried", RuntimeTexts.Retried);
        Effects |= SessionEffects.Signals;
        return true;
    }

    /// <summary>A parked signal is not to be delivered any more. It stays, with the reason.</summary>
    /// <returns>False where no such signal is parked.</returns>
    public async Task<bool> DismissSignalAsync(long signalId, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var db = await DbAsync(cancellationToken).ConfigureAwait(false);
        var signal = await db.Set<SignalRow>().FirstOrDefaultAsync(
            row => row.Id == signalId && row.IsParked && row.DeliveredAt == null, cancellationToken).ConfigureAwait(false);
        if (signal is null)
            return false;
        signal.DeliveredAt = Now;
        Audit(signal.InstanceId, "signalDismissed", reason, new Dictionary<string, string> { ["signal"] = signal.Name });
        return true;
    }
}
