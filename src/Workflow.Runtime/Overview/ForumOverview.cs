using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Instances;
using Workflow.Forums.Letters;
using Workflow.Forums.Publications;
using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Audit;
using Workflow.Runtime.Overview;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>What operators and pages ask: projections, never tracked.</summary>
public sealed class ForumOverview
{
    private readonly TransactionRunner _transactions;

    internal ForumOverview(TransactionRunner transactions) => _transactions = transactions;

    /// <summary>Every act and every step, in the order they were written.</summary>
    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string? subjectId, CancellationToken cancellationToken) =>
        ReadAsync<TimelineEntry>(
            async (db, token) =>
            {
                var rows = await db.Set<AuditPayloadRow>().AsNoTracking()
                    .Where(row => subjectId == null || row.Audit.SubjectId == subjectId)
                    .OrderBy(row => row.AuditId)
                    .Select(row => new { row.Audit, row.Payload, row.ErasedReason })
                    .ToListAsync(token).ConfigureAwait(false);
                return [.. rows.SelectMany(row => Entries(row.Audit, row.Payload, row.ErasedReason))];
            },
            cancellationToken);

    /// <summary>Time of the newest act (UTC); null in an empty database.</summary>
    public async Task<DateTimeOffset?> LatestAtAsync(CancellationToken cancellationToken)
    {
        var latest = await ReadAsync<DateTimeOffset>(
            async (db, token) => await db.Set<AuditRow>().AsNoTracking().OrderByDescending(row => row.Id).Select(row => row.At)
                .Take(1).ToListAsync(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return latest.Count == 0 ? null : latest[0];
    }

    /// <summary>Instances that have not ended: where each stands, what it waits for, and why it is stuck if it is.</summary>
    public Task<IReadOnlyList<WaitingInstance>> WaitingAsync(CancellationToken cancellationToken) => ReadAsync<WaitingInstance>(
        async (db, token) => await db.Set<InstanceRow>().AsNoTracking()
            .Where(row => row.Status != InstanceStatus.Finished && row.Status != InstanceStatus.Cancelled)
            .OrderBy(row => row.Id)
            .Select(row => new WaitingInstance(
                row.Id, row.DefinitionId, row.DefinitionVersion, row.Status, row.ActivityId, row.WaitsFor, row.Fault))
            .ToListAsync(token).ConfigureAwait(false),
        cancellationToken);

    public async Task<WaitingInstance?> InstanceAsync(string subjectId, CancellationToken cancellationToken)
    {
        var found = await ReadAsync<WaitingInstance>(
            async (db, token) => await db.Set<InstanceRow>().AsNoTracking().Where(row => row.Id == subjectId)
                .Select(row => new WaitingInstance(
                    row.Id, row.DefinitionId, row.DefinitionVersion, row.Status, row.ActivityId, row.WaitsFor, row.Fault))
                .ToListAsync(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<HistoryLine>> HistoryAsync(string subjectId, CancellationToken cancellationToken) =>
        ReadAsync<HistoryLine>(
            async (db, token) => await db.Set<HistoryRow>().AsNoTracking().Where(row => row.InstanceId == subjectId)
                .OrderBy(row => row.Step)
                .Select(row => new HistoryLine(
                    row.Step, row.ActivityId, row.ActivityType, row.Outcome, row.Reason, row.ActorId,
                    row.OnBehalfOfId, row.At, row.JobId))
                .ToListAsync(token).ConfigureAwait(false),
            cancellationToken);

    /// <summary>All letters in the order they were decided on, each with its status and reason.</summary>
    public Task<IReadOnlyList<LetterLine>> LettersAsync(string? aboutId, CancellationToken cancellationToken) =>
        ReadAsync<LetterLine>(
            async (db, token) =>
            {
                var rows = await db.Set<LetterRow>().AsNoTracking().Where(row => aboutId == null || row.AboutId == aboutId)
                    .Join(db.Set<LetterStatusRow>(), letter => letter.Id, status => status.LetterId,
                        (letter, status) => new { letter, status })
                    .OrderBy(row => row.letter.Id)
                    .ToListAsync(token).ConfigureAwait(false);
                return [.. rows.Select(row => Line(row.letter, row.status))];
            },
            cancellationToken);

    /// <summary>Letters to the person, about the subject, or with the id; null means any.</summary>
    public Task<IReadOnlyList<LetterLine>> FindLettersAsync(
        string? messageId, string? recipientId, string? aboutId, CancellationToken cancellationToken) => ReadAsync<LetterLine>(
        async (db, token) =>
        {
            var rows = await db.Set<LetterRow>().AsNoTracking()
                .Where(row => (messageId == null || row.MessageId == messageId)
                    && (recipientId == null || row.RecipientId == recipientId) && (aboutId == null || row.AboutId == aboutId))
                .Join(db.Set<LetterStatusRow>(), letter => letter.Id, status => status.LetterId,
                    (letter, status) => new { letter, status })
                .OrderBy(row => row.letter.Id)
                .ToListAsync(token).ConfigureAwait(false);
            return [.. rows.Select(row => Line(row.letter, row.status))];
        },
        cancellationToken);

    /// <summary>In a forecast's copy, where only bad ends were copied: letters that were written there.</summary>
    internal async Task<IReadOnlyList<LetterLine>> NewLettersAsync(CancellationToken cancellationToken) =>
        [.. (await FindLettersAsync(null, null, null, cancellationToken).ConfigureAwait(false))
            .Where(line => !ForecastCopy.BadEnds.Contains(line.Status))];

    /// <summary>Deadlines that have fired since (UTC), in the order they did.</summary>
    internal Task<IReadOnlyList<DeadlineInfo>> FiredAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync<DeadlineInfo>(
            async (db, token) => await db.Set<DeadlineRow>().AsNoTracking()
                .Where(row => row.FiredAt >= since)
                .OrderBy(row => row.FiredAt).ThenBy(row => row.Id)
                .Select(row => new DeadlineInfo(
                    row.SubjectId, row.Kind, row.Rung, row.SubjectVersion, row.Due, row.FiredAt, row.CancelledAt,
                    row.CancelReason, row.Failure))
                .ToListAsync(token).ConfigureAwait(false),
            cancellationToken);

    /// <summary>Deadlines that are still open, by due time.</summary>
    public Task<IReadOnlyList<DeadlineInfo>> OpenDeadlinesAsync(CancellationToken cancellationToken) =>
        OpenDeadlinesAsync(until: null, cancellationToken);

    /// <param name="until">The last moment (UTC) that counts; null for all.</param>
    public Task<IReadOnlyList<DeadlineInfo>> OpenDeadlinesAsync(
        DateTimeOffset? until, CancellationToken cancellationToken) => ReadAsync<DeadlineInfo>(
        async (db, token) => await db.Set<DeadlineRow>().AsNoTracking()
            .Where(row => row.FiredAt == null && row.CancelledAt == null && (until == null || row.Due <= until))
            .OrderBy(row => row.Due).ThenBy(row => row.Id)
            .Select(row => new DeadlineInfo(
                row.SubjectId, row.Kind, row.Rung, row.SubjectVersion, row.Due, row.FiredAt, row.CancelledAt,
                row.CancelReason, row.Failure))
            .ToListAsync(token).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Signals that an operator must look at.</summary>
    public Task<IReadOnlyList<ParkedSignal>> ParkedSignalsAsync(CancellationToken cancellationToken) => ReadAsync<ParkedSignal>(
        async (db, token) => await db.Set<SignalRow>().AsNoTracking().Where(row => row.IsParked && row.DeliveredAt == null)
            .OrderBy(row => row.Id)
            .Select(row => new ParkedSignal(row.Id, row.InstanceId, row.Name, row.RaisedAt, row.Failure ?? ""))
            .ToListAsync(token).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Whether something is still to be done now or soon without anybody acting: signals, letters, files.</summary>
    public Task<bool> AnyPendingAsync(CancellationToken cancellationToken) => _transactions.ReadAsync(
        async (session, token) =>
            await session.Db.Set<SignalRow>().AnyAsync(
                row => row.DeliveredAt == null && !row.IsParked && !session.Db.Set<InstanceRow>().Any(instance =>
                    instance.Id == row.InstanceId && instance.Status == InstanceStatus.Faulted),
                token).ConfigureAwait(false)
            || await session.Db.Set<LetterStatusRow>()
                .AnyAsync(row => row.NextTry != null || row.Status == LetterStatus.Sending, token).ConfigureAwait(false)
            || (await session.UnwrittenPublicationsAsync(token).ConfigureAwait(false)).Any(
                page => page.GivenUpAt is null && !PublicationRules.IsHeld(page, session.Now)),
        cancellationToken);

    private static LetterLine Line(LetterRow letter, LetterStatusRow status) => new(
        ForumJson.Read<Letter>(letter.Data), letter.QueuedAt, status.Status, LetterClaims.Attempts(status.Attempts),
        status.SettledAt, status.Reason);

    /// <summary>One for an act; one for each step of a burst.</summary>
    private static IEnumerable<TimelineEntry> Entries(AuditRow row, string? payload, string? erasedReason)
    {
        var content = payload is null
            ? new AuditPayload($"[{erasedReason}]", row.ActorId, row.OnBehalfOfId, new Dictionary<string, string>())
            : ForumJson.Read<AuditPayload>(payload);
        var entry = new TimelineEntry(
            row.At, row.SubjectId, row.Act, row.ActorId, content.Actor, content.OnBehalfOf, content.Text, content.Facts);
        if (content.Steps is null)
            return [entry];
        var steps = content.Steps.Select(step => entry with
        {
            Text = step.Text,
            Facts = new Dictionary<string, string>(content.Facts) { ["activity"] = step.Activity, ["outcome"] = step.Outcome },
        });
        return content.Act is { } act
            ? steps.Prepend(entry with { Act = act, Text = act, Facts = new Dictionary<string, string>() })
            : steps;
    }

    private Task<IReadOnlyList<T>> ReadAsync<T>(
        Func<ForumDbContext, CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken) =>
        _transactions.ReadAsync((session, token) => read(session.Db, token), cancellationToken);
}
