using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Deadlines;
using Workflow.Runtime.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// Delivers signals, those of one instance in the order they were raised. What is pending for several instances is delivered
/// in one transaction, which falls apart into single ones when one of them fails.
/// </summary>
public sealed class SignalDeliverer
{
    private readonly TransactionRunner _transactions;
    private readonly InstanceRunner _instances;
    private readonly RuntimeOptions _options;
    private readonly LeftToOthers _others;
    private readonly ILogger<SignalDeliverer> _log;

    internal SignalDeliverer(
        TransactionRunner transactions, InstanceRunner instances, RuntimeOptions options, LeftToOthers others,
        ILogger<SignalDeliverer> log) =>
        (_transactions, _instances, _options, _others, _log) = (transactions, instances, options, others, log);

    /// <summary>Delivers until nothing is left that may be delivered now.</summary>
    /// <returns>How many were delivered.</returns>
    public async Task<int> DeliverPendingAsync(CancellationToken cancellationToken)
    {
        for (var delivered = 0; ;)
        {
            var group = new List<SignalRow>();
            try
            {
                var found = await RunAsync(PendingSignals.Next, group, cancellationToken).ConfigureAwait(false);
                if (found == 0)
                    return delivered;
                delivered += found;
            }
            catch (Exception exception) when (Failures.IsOfTheStep(exception, cancellationToken) && group.Count == 1)
            {
                await RecordAsync(group[0], exception, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (Failures.IsOfTheStep(exception, cancellationToken) && group.Count > 1)
            {
                // One of them spoils the group: each gets a transaction of its own.
                delivered += await DeliverAloneAsync([.. group], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<int> DeliverAloneAsync(IReadOnlyList<SignalRow> signals, CancellationToken cancellationToken)
    {
        var delivered = 0;
        foreach (var signal in signals)
        {
            try
            {
                delivered += await RunAsync(
                    (session, token) => PendingSignals.OneAsync(session, signal.Id, token), [],
                    cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (Failures.IsOfTheStep(exception, cancellationToken))
            {
                // The rim: whatever an activity threw, the burst is rolled back and the failure gets a row of its own.
                await RecordAsync(signal, exception, cancellationToken).ConfigureAwait(false);
            }
        }

        return delivered;
    }

    /// <param name="group">Filled with what was claimed, so that a failure knows what it was about.</param>
    private Task<int> RunAsync(
        Func<ForumSession, CancellationToken, Task<IReadOnlyList<SignalRow>>> claim,
        List<SignalRow> group,
        CancellationToken cancellationToken) => _transactions.RunAsync(
            "signal",
            Actor.System,
            async (session, token) =>
            {
                group.Clear();
                group.AddRange(await claim(session, token).ConfigureAwait(false));
                if (group.Count == 0)
                    return 0;
                var locked = await InstanceRunner.LockAsync(
                    session, [.. group.Select(signal => signal.InstanceId)], token).ConfigureAwait(false);
                foreach (var signal in group)
                {
                    await _instances.DeliverAsync(session, locked, signal, jobId: null, token).ConfigureAwait(false);
                    session.Writes.Update(signal);
                }

                return group.Count;
            },
            found => found > 0,
            cancellationToken,
            isHot: true);

    /// <summary>An operator's decision: the instance's parked signals are tried again from the start.</summary>
    public Task<bool> RetryFaultedAsync(string instanceId, Actor actor, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            "retry", actor, (session, token) => session.RetryFaultedAsync(instanceId, token),
            retried => retried, cancellationToken);

    /// <summary>An operator's decision: a parked signal is not to be delivered any more. It stays, with the reason.</summary>
    /// <returns>False where no such signal is parked.</returns>
    public Task<bool> DismissAsync(long signalId, string reason, Actor actor, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            "dismiss",
            actor,
            (session, token) => session.DismissSignalAsync(signalId, reason, token),
            dismissed => dismissed,
            cancellationToken);

    private Task<bool> RecordAsync(SignalRow failed, Exception exception, CancellationToken cancellationToken)
    {
        var putOff = _others.PutOff(failed.InstanceId, exception);
        return _transactions.RunAsync(
            "failure",
            Actor.System,
            async (session, token) =>
            {
                var signal = await session.Db.Set<SignalRow>()
                    .FirstAsync(row => row.Id == failed.Id, token).ConfigureAwait(false);
                if (signal.DeliveredAt is not null)
                    return false; // The commit was taken though its answer was lost.
                if (putOff is { } pause)
                {
                    signal.NextTry = session.Now + pause;
                    return true;
                }

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
    }

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
}
