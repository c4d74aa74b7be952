using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Workflow.Engine;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>Delivers signals, each in a transaction of its own, those of one instance in the order they were raised.</summary>
public sealed class SignalDeliverer
{
    private readonly TransactionRunner _transactions;
    private readonly InstanceRunner _instances;
    private readonly RuntimeOptions _options;
    private readonly ILogger<SignalDeliverer> _log;

    internal SignalDeliverer(TransactionRunner transactions, InstanceRunner instances, RuntimeOptions options, ILogger<SignalDeliverer> log) =>
        (_transactions, _instances, _options, _log) = (transactions, instances, options, log);

    /// <summary>Delivers until nothing is left that may be delivered now.</summary>
    /// <returns>How many were delivered.</returns>
    public async Task<int> DeliverPendingAsync(CancellationToken cancellationToken)
    {
        for (var delivered = 0; ;)
        {
            var attempt = new Attempt();
            try
            {
                var found = await _transactions.RunAsync(
                    "signal", Actor.System, (session, token) => DeliverNextAsync(session, attempt, token), _ => true, cancellationToken)
                    .ConfigureAwait(false);
                if (!found)
                    return delivered;
                delivered++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && attempt.Signal is not null)
            {
                // The rim: whatever an activity threw, the burst is rolled back and the failure gets a row of its own.
                await RecordAsync(attempt.Signal, exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>An operator's decision: the instance's parked signals are tried again from the start.</summary>
    public Task<bool> RetryFaultedAsync(string instanceId, Actor actor, CancellationToken cancellationToken) => _transactions.RunAsync(
        "retry",
        actor,
        async (session, token) =>
        {
            var row = await session.Db.Set<InstanceRow>().FirstOrDefaultAsync(row => row.Id == instanceId, token).ConfigureAwait(false);
            if (row?.Status != InstanceStatus.Faulted)
                return false;
            row.Status = row.ActivityId is null ? InstanceStatus.Created : InstanceStatus.Waiting;
            row.Fault = null;
            row.Version++;
            var parked = await session.Db.Set<SignalRow>()
                .Where(signal => signal.InstanceId == instanceId && signal.IsParked).ToListAsync(token).ConfigureAwait(false);
            foreach (var signal in parked)
                (signal.IsParked, signal.Attempts, signal.NextTry) = (false, 0, session.Now);
            session.Audit(instanceId, "retried", "An operator asked for another try.");
            return true;
        },
        retried => retried,
        cancellationToken);

    private async Task<bool> DeliverNextAsync(ForumSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        var signal = await NextAsync(session, cancellationToken).ConfigureAwait(false);
        if (signal is null)
            return false;
        attempt.Signal = signal;
        await _instances.DeliverAsync(session, signal, jobId: null, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<SignalRow?> NextAsync(ForumSession session, CancellationToken cancellationToken)
    {
        var now = session.Now;
        var signals = session.Db.Set<SignalRow>();
        if (!session.Db.Database.IsNpgsql())
        {
            return await signals
                .Where(signal => signal.DeliveredAt == null && !signal.IsParked && signal.NextTry <= now && !signals.Any(earlier =>
                    earlier.InstanceId == signal.InstanceId && earlier.DeliveredAt == null && earlier.Id < signal.Id))
                .OrderBy(signal => signal.Id)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }

        // SKIP LOCKED: what another host is delivering is not waited for.
        var next = await signals.FromSql(
            $"""
            select s.* from signals s
            where s.delivered_at is null and not s.is_parked and s.next_try <= {now}
              and not exists (select 1 from signals e where e.instance_id = s.instance_id and e.delivered_at is null and e.id < s.id)
            order by s.id limit 1 for update skip locked
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return next.Count == 0 ? null : next[0];
    }

    private Task<bool> RecordAsync(SignalRow failed, Exception exception, CancellationToken cancellationToken) => _transactions.RunAsync(
        "failure",
        Actor.System,
        async (session, token) =>
        {
            var signal = await session.Db.Set<SignalRow>().FirstAsync(row => row.Id == failed.Id, token).ConfigureAwait(false);
            signal.Attempts++;
            signal.Failure = exception.Message;
            _log.SignalFailed(signal.Id, signal.Name, signal.InstanceId, exception.GetType().Name, signal.Attempts);
            if (IsRetryable(exception) && signal.Attempts < _options.MaxAttempts)
                signal.NextTry = session.Now + BackOff.After(_options.FirstBackOff, signal.Attempts);
            else
                await FaultAsync(session, signal, token).ConfigureAwait(false);
            return true;
        },
        _ => true,
        cancellationToken);

    private async Task FaultAsync(ForumSession session, SignalRow signal, CancellationToken cancellationToken)
    {
        signal.IsParked = true;
        var row = await session.Db.Set<InstanceRow>().FirstOrDefaultAsync(row => row.Id == signal.InstanceId, cancellationToken).ConfigureAwait(false);
        if (row is null)
            return;
        // An ended instance stays what it is; the parked signal alone shows the fault.
        if (row.Status is InstanceStatus.Created or InstanceStatus.Waiting)
            (row.Status, row.Fault, row.Version) = (InstanceStatus.Faulted, signal.Failure, row.Version + 1);
        session.Audit(signal.InstanceId, "faulted", signal.Failure ?? "");
        _log.InstanceFaulted(signal.InstanceId);
    }

    private static bool IsRetryable(Exception exception) =>
        exception is RetryableActivityException || (exception is not WorkflowException && TransactionRunner.IsBrokenOff(exception));

    private sealed class Attempt
    {
        public SignalRow? Signal { get; set; }
    }
}
