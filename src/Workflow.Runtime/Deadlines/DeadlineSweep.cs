using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Deadlines;
using Workflow.Runtime.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// Fires what is due: marks the row and resumes the subject's instance, in one transaction; several together where several
/// are due. Whoever wakes it (a Hangfire job, a virtual clock) only wakes; the table is the truth.
/// </summary>
public sealed class DeadlineSweep
{
    private readonly TransactionRunner _transactions;
    private readonly InstanceRunner _instances;
    private readonly SignalDeliverer _deliverer;
    private readonly RuntimeOptions _options;
    private readonly LeftToOthers _others;
    private readonly ILogger<DeadlineSweep> _log;

    internal DeadlineSweep(
        TransactionRunner transactions,
        InstanceRunner instances,
        SignalDeliverer deliverer,
        RuntimeOptions options,
        LeftToOthers others,
        ILogger<DeadlineSweep> log) => (_transactions, _instances, _deliverer, _options, _others, _log) =
            (transactions, instances, deliverer, options, others, log);

    /// <summary>
    /// When the next open deadline is to be tried (UTC); null where none is open. One whose instance is faulted, or has a
    /// signal under way, is not counted: waking for it would be in vain.
    /// </summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        _transactions.ReadAsync(DueDeadlines.FirstAsync, cancellationToken);

    /// <summary>The same, with how long it is until then by the clock that counts: a host's own may be wrong.</summary>
    public Task<NextDeadline?> NextAsync(CancellationToken cancellationToken) => _transactions.ReadAsync(
        async (session, token) => await DueDeadlines.FirstAsync(session, token).ConfigureAwait(false) is { } at
            ? new NextDeadline(at, at - session.Now)
            : null,
        cancellationToken);

    /// <summary>Fires everything that is due now, never earlier.</summary>
    /// <param name="jobId">Written into the history rows of what it fires.</param>
    /// <returns>How many were fired.</returns>
    public async Task<int> FireDueAsync(string jobId, CancellationToken cancellationToken)
    {
        var spoiled = new SpoiledGroups();
        for (var fired = 0; ;)
        {
            // An answer that is already written comes before a deadline that fires only now.
            await _deliverer.DeliverPendingAsync(cancellationToken).ConfigureAwait(false);
            var group = new List<DeadlineRow>();
            try
            {
                var found = spoiled.IsFull ? 0 : await RunAsync(
                    (session, token) => DueDeadlines.NextAsync(session, spoiled.Subjects, token), jobId, group,
                    cancellationToken).ConfigureAwait(false);
                if (found == 0)
                {
                    // Those held elsewhere are left to whoever holds them.
                    group.Clear();
                    if (spoiled.Next() is not { } part)
                        return fired;
                    found = await RunAsync(
                        (session, token) => DueDeadlines.OfAsync(session, part, token), jobId, group, cancellationToken)
                        .ConfigureAwait(false);
                }

                fired += found;
            }
            catch (Exception exception) when (Failures.IsOfTheStep(exception, cancellationToken) && group.Count == 1)
            {
                // The rim of one deadline: it waits with back-off in its own row and holds up nobody.
                await RecordAsync(group[0], exception, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (Failures.IsOfTheStep(exception, cancellationToken) && group.Count > 1)
            {
                spoiled.Add([.. group]);
            }
        }
    }

    private Task<int> RunAsync(
        Func<ForumSession, CancellationToken, Task<IReadOnlyList<DeadlineRow>>> claim,
        string jobId,
        List<DeadlineRow> group,
        CancellationToken cancellationToken) => _transactions.RunAsync(
            "deadline",
            Actor.System,
            async (session, token) =>
            {
                group.Clear();
                group.AddRange(await claim(session, token).ConfigureAwait(false));
                if (group.Count == 0)
                    return 0;
                var locked = await InstanceRunner.LockAsync(
                    session, [.. group.Select(row => row.SubjectId)], token, waits: false).ConfigureAwait(false);
                return await FireAsync(session, locked, group, jobId, token).ConfigureAwait(false);
            },
            found => found > 0,
            cancellationToken,
            isHot: true);

    private async Task<int> FireAsync(
        ForumSession session, LockedInstances locked, List<DeadlineRow> group, string jobId, CancellationToken cancellationToken)
    {
        var fired = 0;
        foreach (var row in group)
        {
            // Somebody acts on it at this moment, and may be about to cancel this very row, which is held here: whoever looks
            // next finds it as that act has left it.
            if (locked.IsHeldElsewhere(row.SubjectId))
                continue;
            // Something that fired before it in this transaction has a word for this subject: that is delivered first.
            if (locked.HasPending(row.SubjectId) || session.Raised.Any(signal => signal.InstanceId == row.SubjectId))
                continue;
            row.FiredAt = session.Now;
            row.JobId = jobId;
            row.IsLate = session.Now - row.Due > _options.LateAfter;
            row.NextTry = null;
            row.Failure = null;
            await _instances.DeliverAsync(
                session, locked, Signal(session, row, jobId), jobId, cancellationToken).ConfigureAwait(false);
            session.Writes.Update(row);
            session.Measured.Deadline(row.Kind, session.Now - row.Due, row.IsLate);
            fired++;
        }

        return fired;
    }

    private static SignalRow Signal(ForumSession session, DeadlineRow row, string jobId) => new()
    {
        InstanceId = row.SubjectId,
        Name = row.SignalName,
        Data = ForumJson.Write(new Dictionary<string, string>
        {
            ["kind"] = row.Kind,
            ["rung"] = row.Rung,
            ["subjectVersion"] = row.SubjectVersion.ToString(CultureInfo.InvariantCulture),
            ["jobId"] = jobId,
        }),
        ActorId = Actor.System.Id,
        ActorName = Actor.System.Name,
        RaisedAt = session.Now,
        NextTry = session.Now,
    };

    private Task<bool> RecordAsync(DeadlineRow failed, Exception exception, CancellationToken cancellationToken)
    {
        var putOff = _others.PutOff(failed.SubjectId, exception);
        return _transactions.RunAsync(
            "failure",
            Actor.System,
            async (session, token) =>
            {
                var row = await session.Db.Set<DeadlineRow>().FirstAsync(row => row.Id == failed.Id, token).ConfigureAwait(false);
                // The commit was taken though its answer was lost, somebody cancelled it, or another host has counted this.
                if (!IsOpen(row) || row.Attempts != failed.Attempts)
                    return false;
                if (putOff is { } pause)
                {
                    row.NextTry = session.Now + pause;
                    return true;
                }

                row.Attempts++;
                row.Failure = exception.Message;
                var isLast = row.Attempts >= _options.MaxAttempts;
                row.NextTry = isLast ? null : session.Now + BackOff.After(_options, row.Attempts);
                // A deadline that finds no wait is held in its own row and tried when the instance moves; any other failure
                // that will not pass stops the instance, as it would for a signal.
                if (exception is not UnexpectedSignalException && (isLast || !Failures.IsRetryable(exception)))
                    await Failures.FaultAsync(session, row.SubjectId, exception.Message, token).ConfigureAwait(false);
                Telemetry.DeadlineFailed(row.Kind);
                _log.DeadlineFailed(row.Kind, row.Rung, row.SubjectId, exception.GetType().Name, row.Attempts);
                return true;
            },
            recorded => recorded,
            cancellationToken);
    }

    private static bool IsOpen(DeadlineRow row) => row.FiredAt is null && row.CancelledAt is null;
}

/// <param name="At">When it is to be tried (UTC).</param>
/// <param name="Left">Until then, by the clock that counts; negative where it is overdue.</param>
public sealed record NextDeadline(DateTimeOffset At, TimeSpan Left);
