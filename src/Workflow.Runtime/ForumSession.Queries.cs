using Microsoft.EntityFrameworkCore;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Publications;
using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>Lists, as this session sees them: what it has added and changed is in them.</summary>
public sealed partial class ForumSession
{
    public Task<IReadOnlyList<Treatment>> TreatmentsOfMeetingAsync(string meetingId, CancellationToken cancellationToken) => ListAsync(
        _treatments,
        rows => rows.Where(row => row.MeetingId == meetingId).OrderBy(row => row.Order).ThenBy(row => row.Id),
        cancellationToken);

    /// <summary>In the order they were made.</summary>
    public async Task<IReadOnlyList<Treatment>> TreatmentsOfItemAsync(string itemId, CancellationToken cancellationToken)
    {
        var treatments = await ListAsync(_treatments, rows => rows.Where(row => row.ItemId == itemId), cancellationToken).ConfigureAwait(false);
        return [.. treatments.OrderBy(treatment => treatment.Round).ThenBy(treatment => treatment.Id, StringComparer.Ordinal)];
    }

    /// <summary>By date.</summary>
    public Task<IReadOnlyList<Meeting>> MeetingsOfBodyAsync(string bodyId, DateOnly from, CancellationToken cancellationToken) => ListAsync(
        _meetings,
        rows => rows.Where(row => row.BodyId == bodyId && row.Date >= from).OrderBy(row => row.Date).ThenBy(row => row.Id),
        cancellationToken);

    public Task<IReadOnlyList<Meeting>> AllMeetingsAsync(CancellationToken cancellationToken) => ListAsync(
        _meetings, rows => rows.OrderBy(row => row.Date).ThenBy(row => row.Id), cancellationToken);

    public Task<IReadOnlyList<Item>> AllItemsAsync(CancellationToken cancellationToken) =>
        ListAsync(_items, rows => rows.OrderBy(row => row.Id), cancellationToken);

    public Task<IReadOnlyList<Item>> ItemsOfBodyAsync(string originBodyId, CancellationToken cancellationToken) => ListAsync(
        _items, rows => rows.Where(row => row.OriginBodyId == originBodyId).OrderBy(row => row.Id), cancellationToken);

    /// <summary>Items that found no meeting with room for them.</summary>
    /// <param name="bodyId">Null for those whose body nobody had configured.</param>
    public Task<IReadOnlyList<Item>> ItemsAwaitingMeetingAsync(string? bodyId, CancellationToken cancellationToken) => ListAsync(
        _items,
        rows => rows.Where(row => row.TargetBodyId == bodyId && row.State == ItemState.AwaitingMeeting).OrderBy(row => row.Id),
        cancellationToken);

    public Task<IReadOnlyList<Approval>> ApprovalsAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        ListAsync(_approvals, rows => rows.Where(row => row.AboutId == aboutId).OrderBy(row => row.Id), cancellationToken);

    public Task<IReadOnlyList<Consultation>> ConsultationsAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        ListAsync(_consultations, rows => rows.Where(row => row.AboutId == aboutId).OrderBy(row => row.Id), cancellationToken);

    /// <summary>Open tasks; of one subject, or all.</summary>
    public Task<IReadOnlyList<SecretariatTask>> OpenTasksAsync(string? aboutId, CancellationToken cancellationToken) => ListAsync(
        _tasks,
        rows => rows.Where(row => !row.IsDone && (aboutId == null || row.AboutId == aboutId)).OrderBy(row => row.Id),
        cancellationToken);

    public Task<IReadOnlyList<SecretariatTask>> TasksAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        ListAsync(_tasks, rows => rows.Where(row => row.AboutId == aboutId).OrderBy(row => row.Id), cancellationToken);

    public Task<IReadOnlyList<FollowUp>> FollowUpsOfBodyAsync(string bodyId, CancellationToken cancellationToken) =>
        ListAsync(_followUps, rows => rows.Where(row => row.BodyId == bodyId).OrderBy(row => row.Id), cancellationToken);

    public Task<IReadOnlyList<Publication>> PublicationsAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        ListAsync(_publications, rows => rows.Where(row => row.AboutId == aboutId).OrderBy(row => row.Id), cancellationToken);

    public Task<IReadOnlyList<Publication>> AllPublicationsAsync(CancellationToken cancellationToken) =>
        ListAsync(_publications, rows => rows.OrderBy(row => row.Id), cancellationToken);

    /// <summary>Pages decided on but not yet written to their place.</summary>
    public Task<IReadOnlyList<Publication>> UnwrittenPublicationsAsync(CancellationToken cancellationToken) =>
        ListAsync(_publications, rows => rows.Where(row => !row.IsWritten).OrderBy(row => row.Id), cancellationToken);

    private async Task<IReadOnlyList<TState>> ListAsync<TRow, TState>(
        AggregateTable<TRow, TState> table, Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancellationToken)
        where TRow : AggregateRow<TState>, new()
        where TState : class
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var db = await DbAsync(cancellationToken).ConfigureAwait(false);
        return table.Know(await query(db.Set<TRow>().AsNoTracking()).ToListAsync(cancellationToken).ConfigureAwait(false));
    }
}
