using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Deadlines;
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
                    "signal", Actor.System, (session, token) => DeliverNextAsync(session, attempt, token), found => found, cancellationToken)
                    .ConfigureAwait(false);
                if (!found)
                    return delivered;
                delivered++;
            }
            catch (Exception exception) when (Failures.IsOfTheStep(exception, cancellationToken) && attempt.Signal is not null)
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
            await DeadlineRows.ReleaseAsync(session, instanceId, token).ConfigureAwait(false);
            session.Audit(instanceId, "retried", RuntimeTexts.Retried);
            return true;
        },
        retried => retried,
        cancellationToken);

    /// <summary>An operator's decision: a parked signal is not to be delivered any more. It stays, with the reason.</summary>
    /// <returns>False where no such signal is parked.</returns>
    public Task<bool> DismissAsync(long signalId, string reason, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return _transactions.RunAsync(
            "dismiss",
            actor,
            async (session, token) =>
            {
                var signal = await session.Db.Set<SignalRow>().FirstOrDefaultAsync(
                    row => row.Id == signalId && row.IsParked && row.DeliveredAt == null, token).ConfigureAwait(false);
                if (signal is null)
                    return false;
                signal.DeliveredAt = session.Now;
                session.Audit(signal.InstanceId, "signalDismissed", reason, new Dictionary<string, string> { ["signal"] = signal.Name });
                return true;
            },
            dismissed => dismissed,
            cancellationToken);
    }

    private async Task<bool> DeliverNextAsync(ForumSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        attempt.Signal = null;
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
                .Where(signal => signal.DeliveredAt == null && !signal.IsParked && signal.NextTry <= now)
                .Where(signal => !signals.Any(earlier => earlier.InstanceId == signal.InstanceId
                    && earlier.DeliveredAt == null && !earlier.IsParked && earlier.Id < signal.Id))
                .Where(signal => !session.Db.Set<InstanceRow>().Any(instance =>
                    instance.Id == signal.InstanceId && instance.Status == InstanceStatus.Faulted))
                .OrderBy(signal => signal.Id)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }

        // SKIP LOCKED: what another host is delivering is not waited for.
        var next = await signals.FromSql(
            $"""
            select s.* from signals s
            where s.delivered_at is null and not s.is_parked and s.next_try <= {now}
              and not exists (select 1 from signals e
                where e.instance_id = s.instance_id and e.delivered_at is null and not e.is_parked and e.id < s.id)
              and not exists (select 1 from instances i where i.id = s.instance_id and i.status = 'Faulted')
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
            if (signal.DeliveredAt is not null)
                return false; // The commit was taken though its answer was lost.
            signal.Attempts++;
            signal.Failure = exception.Message;
            _log.SignalFailed(signal.Id, signal.Name, signal.InstanceId, exception.GetType().Name, signal.Attempts);
            if (Failures.IsRetryable(exception) && signal.Attempts < _options.MaxAttempts)
                signal.NextTry = session.Now + BackOff.After(_options, signal.Attempts);
            else
                await ParkAsync(session, signal, exception, token).ConfigureAwait(false);
            return true;
        },
        recorded => recorded,
        cancellationToken);

    private async Task ParkAsync(ForumSession session, SignalRow signal, Exception exception, CancellationToken cancellationToken)
    {
        signal.IsParked = true;
        if (exception is UnexpectedSignalException)
        {
            // The instance itself is sound and goes on; the operator sees what reached it and found no wait.
            session.Audit(signal.InstanceId, "unexpectedSignal", exception.Message);
            return;
        }

        if (await Failures.FaultAsync(session, signal.InstanceId, exception.Message, cancellationToken).ConfigureAwait(false))
            _log.InstanceFaulted(signal.InstanceId);
    }

    private sealed class Attempt
    {
        public SignalRow? Signal { get; set; }
    }
}
