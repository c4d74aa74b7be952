using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// Fires what is due: marks the row and resumes the subject's instance, in one transaction. Whoever wakes it (a Hangfire
/// job, a virtual clock) only wakes; the table is the truth.
/// </summary>
public sealed class DeadlineSweep
{
    private readonly TransactionRunner _transactions;
    private readonly InstanceRunner _instances;
    private readonly SignalDeliverer _deliverer;
    private readonly RuntimeOptions _options;
    private readonly ILogger<DeadlineSweep> _log;

    internal DeadlineSweep(
        TransactionRunner transactions,
        InstanceRunner instances,
        SignalDeliverer deliverer,
        RuntimeOptions options,
        ILogger<DeadlineSweep> log) =>
        (_transactions, _instances, _deliverer, _options, _log) = (transactions, instances, deliverer, options, log);

    /// <summary>
    /// When the next open deadline is to be tried (UTC); null where none is open. One whose instance is faulted, or has a
    /// signal under way, is not counted: waking for it would be in vain.
    /// </summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => _transactions.ReadAsync(
        async (session, token) => await Ready(session).OrderBy(row => row.NextTry).Select(row => row.NextTry)
            .FirstOrDefaultAsync(token).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Fires everything that is due now, never earlier.</summary>
    /// <param name="jobId">Written into the history rows of what it fires.</param>
    /// <returns>How many were fired.</returns>
    public async Task<int> FireDueAsync(string jobId, CancellationToken cancellationToken)
    {
        for (var fired = 0; ;)
        {
            // An answer that is already written comes before a deadline that fires only now.
            await _deliverer.DeliverPendingAsync(cancellationToken).ConfigureAwait(false);
            var attempt = new Attempt();
            try
            {
                var found = await _transactions.RunAsync(
                    "deadline", Actor.System, (session, token) => FireNextAsync(session, jobId, attempt, token), found => found, cancellationToken)
                    .ConfigureAwait(false);
                if (!found)
                    return fired;
                fired++;
            }
            catch (Exception exception) when (Failures.IsOfTheStep(exception, cancellationToken) && attempt.Deadline is not null)
            {
                // The rim of one deadline: it waits with back-off in its own row and holds up nobody.
                await RecordAsync(attempt.Deadline, exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> FireNextAsync(ForumSession session, string jobId, Attempt attempt, CancellationToken cancellationToken)
    {
        attempt.Deadline = null;
        var row = await NextAsync(session, cancellationToken).ConfigureAwait(false);
        if (row is null)
            return false;
        attempt.Deadline = row;
        row.FiredAt = session.Now;
        row.JobId = jobId;
        row.IsLate = session.Now - row.Due > _options.LateAfter;
        row.NextTry = null;
        row.Failure = null;
        var signal = Signal(session, row, jobId);
        session.Db.Add(signal);
        await _instances.DeliverAsync(session, signal, jobId, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The longest due row whose subject has no signal under way.</summary>
    private static async Task<DeadlineRow?> NextAsync(ForumSession session, CancellationToken cancellationToken)
    {
        var now = session.Now;
        if (!session.Db.Database.IsNpgsql())
        {
            return await Ready(session)
                .Where(row => row.NextTry <= now)
                .OrderBy(row => row.NextTry).ThenBy(row => row.Id)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }

        var next = await session.Db.Set<DeadlineRow>().FromSql(
            $"""
            select d.* from deadlines d
            where d.next_try is not null and d.next_try <= {now}
              and not exists (select 1 from signals s where s.instance_id = d.subject_id and s.delivered_at is null and not s.is_parked)
              and not exists (select 1 from instances i where i.id = d.subject_id and i.status = 'Faulted')
            order by d.next_try, d.id limit 1 for update skip locked
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return next.Count == 0 ? null : next[0];
    }

    private static IQueryable<DeadlineRow> Ready(ForumSession session) => session.Db.Set<DeadlineRow>()
        .Where(row => row.NextTry != null)
        .Where(row => !session.Db.Set<SignalRow>().Any(signal =>
            signal.InstanceId == row.SubjectId && signal.DeliveredAt == null && !signal.IsParked))
        .Where(row => !session.Db.Set<InstanceRow>().Any(instance =>
            instance.Id == row.SubjectId && instance.Status == InstanceStatus.Faulted));

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

    private Task<bool> RecordAsync(DeadlineRow failed, Exception exception, CancellationToken cancellationToken) => _transactions.RunAsync(
        "failure",
        Actor.System,
        async (session, token) =>
        {
            var row = await session.Db.Set<DeadlineRow>().FirstAsync(row => row.Id == failed.Id, token).ConfigureAwait(false);
            if (!IsOpen(row))
                return false; // The commit was taken though its answer was lost, or somebody cancelled it meanwhile.
            row.Attempts++;
            row.Failure = exception.Message;
            var isLast = row.Attempts >= _options.MaxAttempts;
            row.NextTry = isLast ? null : session.Now + BackOff.After(_options, row.Attempts);
            // A deadline that finds no wait is held in its own row and tried when the instance moves; any other failure
            // that will not pass stops the instance, as it would for a signal.
            if (exception is not UnexpectedSignalException && (isLast || !Failures.IsRetryable(exception)))
                await Failures.FaultAsync(session, row.SubjectId, exception.Message, token).ConfigureAwait(false);
            _log.DeadlineFailed(row.Kind, row.Rung, row.SubjectId, exception.GetType().Name, row.Attempts);
            return true;
        },
        recorded => recorded,
        cancellationToken);

    private static bool IsOpen(DeadlineRow row) => row.FiredAt is null && row.CancelledAt is null;

    private sealed class Attempt
    {
        public DeadlineRow? Deadline { get; set; }
    }
}
