using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
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

    /// <summary>When the next open deadline is to be tried (UTC); null where none is open.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => _transactions.ReadAsync(
        async (session, token) => await session.Db.Set<DeadlineRow>()
            .Where(row => row.NextTry != null).OrderBy(row => row.NextTry).Select(row => row.NextTry)
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
                    "deadline", Actor.System, (session, token) => FireNextAsync(session, jobId, attempt, token), _ => true, cancellationToken)
                    .ConfigureAwait(false);
                if (!found)
                    return fired;
                fired++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && attempt.Deadline is not null)
            {
                // The rim of one deadline: it waits with back-off in its own row and holds up nobody.
                await RecordAsync(attempt.Deadline, exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> FireNextAsync(ForumSession session, string jobId, Attempt attempt, CancellationToken cancellationToken)
    {
        var row = await NextAsync(session, cancellationToken).ConfigureAwait(false);
        if (row is null)
            return false;
        attempt.Deadline = row;
        row.FiredAt = session.Now;
        row.JobId = jobId;
        row.IsLate = session.Now - row.Due > _options.LateAfter;
        row.NextTry = null;
        row.Failure = null;
        var signal = Signal(session, row);
        session.Db.Add(signal);
        await _instances.DeliverAsync(session, signal, jobId, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The longest due row whose subject has no signal under way.</summary>
    private static async Task<DeadlineRow?> NextAsync(ForumSession session, CancellationToken cancellationToken)
    {
        var now = session.Now;
        var rows = session.Db.Set<DeadlineRow>();
        if (!session.Db.Database.IsNpgsql())
        {
            return await rows
                .Where(row => row.NextTry != null && row.NextTry <= now && !session.Db.Set<SignalRow>().Any(signal =>
                    signal.InstanceId == row.SubjectId && signal.DeliveredAt == null && !signal.IsParked))
                .OrderBy(row => row.NextTry).ThenBy(row => row.Id)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }

        var next = await rows.FromSql(
            $"""
            select d.* from deadlines d
            where d.next_try is not null and d.next_try <= {now}
              and not exists (select 1 from signals s where s.instance_id = d.subject_id and s.delivered_at is null and not s.is_parked)
            order by d.next_try, d.id limit 1 for update skip locked
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return next.Count == 0 ? null : next[0];
    }

    private static SignalRow Signal(ForumSession session, DeadlineRow row) => new()
    {
        InstanceId = row.SubjectId,
        Name = row.SignalName,
        Data = ForumJson.Write(new Dictionary<string, string>
        {
            ["kind"] = row.Kind,
            ["rung"] = row.Rung,
            ["subjectVersion"] = row.SubjectVersion.ToString(CultureInfo.InvariantCulture),
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
            row.Attempts++;
            row.Failure = exception.Message;
            row.NextTry = row.Attempts < _options.MaxAttempts ? session.Now + BackOff.After(_options.FirstBackOff, row.Attempts) : null;
            _log.DeadlineFailed(row.Kind, row.Rung, row.SubjectId, exception.GetType().Name, row.Attempts);
            return true;
        },
        _ => true,
        cancellationToken);

    private sealed class Attempt
    {
        public DeadlineRow? Deadline { get; set; }
    }
}
