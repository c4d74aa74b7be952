using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Instances;
using Workflow.Forums.Meetings;
using Workflow.Forums.Publications;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>What an operator asks of the whole: what waits, what stands still, what was made up for after an outage.</summary>
public sealed class OperatorOverview
{
    private readonly TransactionRunner _transactions;

    internal OperatorOverview(TransactionRunner transactions) => _transactions = transactions;

    /// <summary>Open cases by definition and step, with the one that began first.</summary>
    public Task<IReadOnlyList<WaitingGroup>> WaitingAsync(CancellationToken cancellationToken) => ReadAsync<WaitingGroup>(
        async (db, token) =>
        {
            var open = db.Set<InstanceRow>().AsNoTracking()
                .Where(row => row.Status != InstanceStatus.Finished && row.Status != InstanceStatus.Cancelled);
            var groups = await open.GroupBy(row => new { row.DefinitionId, row.ActivityId, row.Status })
                .Select(group => new { group.Key, Count = group.Count() })
                .ToListAsync(token).ConfigureAwait(false);
            var found = new List<WaitingGroup>();
            foreach (var group in groups)
            {
                var (definition, activity, status) = (group.Key.DefinitionId, group.Key.ActivityId, group.Key.Status);
                var oldest = await open.Where(
                    row => row.DefinitionId == definition && row.ActivityId == activity && row.Status == status)
                    .OrderBy(row => row.StartedAt).ThenBy(row => row.Id).FirstAsync(token).ConfigureAwait(false);
                found.Add(new WaitingGroup(definition, activity, status, group.Count, oldest.Id, oldest.StartedAt));
            }

            return [.. found.OrderBy(
                group => group.DefinitionId, StringComparer.Ordinal).ThenBy(group => group.ActivityId, StringComparer.Ordinal)];
        },
        cancellationToken);

    /// <summary>Cases that stand still until somebody has them tried again.</summary>
    public Task<IReadOnlyList<WaitingInstance>> FaultedAsync(CancellationToken cancellationToken) => ReadAsync<WaitingInstance>(
        async (db, token) => await db.Set<InstanceRow>().AsNoTracking().Where(row => row.Status == InstanceStatus.Faulted)
            .OrderBy(row => row.Id)
            .Select(row => new WaitingInstance(
                row.Id, row.DefinitionId, row.DefinitionVersion, row.Status, row.ActivityId, row.WaitsFor, row.Fault))
            .ToListAsync(token).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Deadlines that fired late, the latest firing first: what was made up for, and how late it was.</summary>
    /// <param name="since">UTC; when they fired.</param>
    public Task<IReadOnlyList<LateDeadline>> MadeUpAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync<LateDeadline>(
            async (db, token) =>
            {
                var rows = await db.Set<DeadlineRow>().AsNoTracking().Where(row => row.IsLate && row.FiredAt >= since)
                    .OrderByDescending(row => row.FiredAt).ThenBy(row => row.Id).ToListAsync(token).ConfigureAwait(false);
                return [
                    .. rows.Select(
                        row => new LateDeadline(
                            row.SubjectId, row.Kind, row.Rung, row.Due, row.FiredAt!.Value, row.FiredAt.Value - row.Due))];
            },
            cancellationToken);

    /// <summary>Open deadlines that cannot fire now: they failed, and wait for another try or for their case to move.</summary>
    public Task<IReadOnlyList<DeadlineInfo>> FailedDeadlinesAsync(CancellationToken cancellationToken) => ReadAsync<DeadlineInfo>(
        async (db, token) => await db.Set<DeadlineRow>().AsNoTracking()
            .Where(row => row.FiredAt == null && row.CancelledAt == null && row.Failure != null)
            .OrderBy(row => row.Due).ThenBy(row => row.Id)
            .Select(row => new DeadlineInfo(
                row.SubjectId, row.Kind, row.Rung, row.SubjectVersion, row.Due, row.FiredAt, row.CancelledAt,
                row.CancelReason, row.Failure))
            .ToListAsync(token).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Pages that are decided on and do not lie where readers look for them.</summary>
    public Task<IReadOnlyList<UnwrittenPage>> UnwrittenPagesAsync(CancellationToken cancellationToken) =>
        _transactions.ReadAsync<IReadOnlyList<UnwrittenPage>>(
            async (session, token) =>
            [
                .. (await session.UnwrittenPublicationsAsync(token).ConfigureAwait(false))
                    .Where(page => !PublicationRules.IsHeld(page, session.Now))
                    .Select(page => new UnwrittenPage(
                        page.Id, page.AboutId, page.Path, page.PublishedAt, page.Attempts, page.Failure,
                        page.NextTry, page.GivenUpAt)),
            ],
            cancellationToken);

    /// <summary>Online meetings that the calendar does not hold as they are wanted, while somebody could still join.</summary>
    public Task<IReadOnlyList<OpenOnlineEvent>> OpenOnlineEventsAsync(CancellationToken cancellationToken) =>
        _transactions.ReadAsync<IReadOnlyList<OpenOnlineEvent>>(
            async (session, token) =>
            [
                .. (await session.OpenOnlineEventsAsync(token).ConfigureAwait(false))
                    .Where(known => !OnlineEventRules.IsPast(known, session.Now))
                    .Select(known => new OpenOnlineEvent(
                        known.Id, OnlineEventRules.Next(known), known.Attempts, known.Failure, known.NextTry, known.GivenUpAt)),
            ],
            cancellationToken);

    private Task<IReadOnlyList<T>> ReadAsync<T>(
        Func<ForumDbContext, CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken) =>
        _transactions.ReadAsync((session, token) => read(session.Db, token), cancellationToken);
}

/// <param name="OldestSubjectId">The one among them that began first.</param>
/// <param name="OldestSince">UTC; when it began.</param>
public sealed record WaitingGroup(
    string DefinitionId, string? ActivityId, InstanceStatus Status, int Count, string OldestSubjectId,
    DateTimeOffset OldestSince);

/// <param name="Since">UTC; when it was decided on.</param>
/// <param name="Failure">Why the last try failed; null where none was made.</param>
/// <param name="GivenUpAt">UTC; from then on it waits for a person. Null while it is tried.</param>
public sealed record UnwrittenPage(
    string Id,
    string AboutId,
    string Path,
    DateTimeOffset Since,
    int Attempts,
    string? Failure,
    DateTimeOffset? NextTry,
    DateTimeOffset? GivenUpAt);

/// <param name="Step">What the calendar is asked for next.</param>
/// <param name="Failure">Why the last try failed; null where none did.</param>
/// <param name="GivenUpAt">UTC; from then on it waits for a person. Null while it is tried.</param>
public sealed record OpenOnlineEvent(
    string MeetingId, EventStep Step, int Attempts, string? Failure, DateTimeOffset? NextTry, DateTimeOffset? GivenUpAt);

/// <param name="Lateness">From when it was due to when it fired.</param>
public sealed record LateDeadline(
    string SubjectId, string Kind, string Rung, DateTimeOffset Due, DateTimeOffset FiredAt, TimeSpan Lateness);
