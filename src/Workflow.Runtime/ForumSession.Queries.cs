using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Publications;
using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>Lists, as this session sees them: what it has added and changed is in them.</summary>
public sealed partial class ForumSession
{
    public async Task<IReadOnlyList<Treatment>> TreatmentsOfMeetingAsync(string meetingId, CancellationToken cancellationToken) =>
        IsKnownWhole($"treatments {meetingId}")
            ? [.. _treatments.Known.Where(treatment => treatment.MeetingId == meetingId)
                .OrderBy(treatment => treatment.Order).ThenBy(treatment => treatment.Id, StringComparer.Ordinal)]
            : await ListAsync(_treatments, "where meeting_id = $1 order by \"order\", id", [meetingId], cancellationToken)
                .ConfigureAwait(false);

    /// <summary>In the order they were made.</summary>
    public async Task<IReadOnlyList<Treatment>> TreatmentsOfItemAsync(string itemId, CancellationToken cancellationToken)
    {
        var treatments = _foreseen.Contains(itemId)
            ? _treatments.Known.Where(treatment => treatment.ItemId == itemId)
            : await ListAsync(_treatments, "where item_id = $1", [itemId], cancellationToken).ConfigureAwait(false);
        return [.. treatments.OrderBy(treatment => treatment.Round).ThenBy(treatment => treatment.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// What bursts of many subjects will ask first, read for all of them in the round trip that locks them: of those that
    /// are items the item, what every body has done with it, and what the secretariat is asked to do about it.
    /// </summary>
    internal IReadOnlyList<RawQuery> Foresee(string[] ids)
    {
        _isGroup = ids.Length > 1;
        if (!_transaction.IsPostgres || !_isGroup)
            return [];
        _foreseen.UnionWith(ids);
        return
        [
            _items.Foresee("where id = any($1)", ids),
            _treatments.Foresee("where item_id = any($1)", ids),
            _tasks.Foresee("where about_id = any($1)", ids),
        ];
    }

    /// <summary>
    /// Whether a burst of this group has asked for the list before: then the session knows all of it, with what it has changed
    /// itself. What others have changed meanwhile collides with it at the version of the meeting, which every placing writes.
    /// </summary>
    private bool IsKnownWhole(string list) => _isGroup && !_whole.Add(list);

    /// <summary>By date.</summary>
    public async Task<IReadOnlyList<Meeting>> MeetingsOfBodyAsync(
        string bodyId, DateOnly from, CancellationToken cancellationToken) =>
        IsKnownWhole($"meetings {bodyId} {from:O}")
            ? [.. _meetings.Known.Where(meeting => meeting.BodyId == bodyId && meeting.Date >= from)
                .OrderBy(meeting => meeting.Date).ThenBy(meeting => meeting.Id, StringComparer.Ordinal)]
            : await ListAsync(_meetings, "where body_id = $1 and date >= $2 order by date, id", [bodyId, from], cancellationToken)
                .ConfigureAwait(false);

    public Task<IReadOnlyList<Meeting>> AllMeetingsAsync(CancellationToken cancellationToken) => ListAsync(
        _meetings, "order by date, id", [], cancellationToken);

    public Task<IReadOnlyList<Item>> AllItemsAsync(CancellationToken cancellationToken) =>
        ListAsync(_items, "order by id", [], cancellationToken);

    public Task<IReadOnlyList<Item>> ItemsOfBodyAsync(string originBodyId, CancellationToken cancellationToken) => ListAsync(
        _items, "where origin_body_id = $1 order by id", [originBodyId], cancellationToken);

    /// <summary>Items that found no meeting with room for them.</summary>
    /// <param name="bodyId">Null for those whose body nobody had configured.</param>
    public Task<IReadOnlyList<Item>> ItemsAwaitingMeetingAsync(string? bodyId, CancellationToken cancellationToken) => ListAsync(
        _items,
        bodyId is null
            ? "where target_body_id is null and state = 'AwaitingMeeting' order by id"
            : "where target_body_id = $1 and state = 'AwaitingMeeting' order by id",
        bodyId is null ? [] : [bodyId],
        cancellationToken);

    public Task<IReadOnlyList<Approval>> ApprovalsAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        ListAsync(_approvals, "where about_id = $1 order by id", [aboutId], cancellationToken);

    public Task<IReadOnlyList<Consultation>> ConsultationsAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        ListAsync(_consultations, "where about_id = $1 order by id", [aboutId], cancellationToken);

    /// <summary>Open tasks; of one subject, or all.</summary>
    public async Task<IReadOnlyList<SecretariatTask>> OpenTasksAsync(
        string? aboutId, CancellationToken cancellationToken) => aboutId is null
        ? await ListAsync(_tasks, "where not is_done order by id", [], cancellationToken).ConfigureAwait(false)
        : [.. (await TasksAboutAsync(aboutId, cancellationToken).ConfigureAwait(false)).Where(task => task.DoneAt is null)];

    public async Task<IReadOnlyList<SecretariatTask>> TasksAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        _foreseen.Contains(aboutId)
            ? [.. _tasks.Known.Where(task => task.AboutId == aboutId).OrderBy(task => task.Id, StringComparer.Ordinal)]
            : await ListAsync(_tasks, "where about_id = $1 order by id", [aboutId], cancellationToken).ConfigureAwait(false);

    public Task<IReadOnlyList<FollowUp>> FollowUpsOfBodyAsync(string bodyId, CancellationToken cancellationToken) =>
        ListAsync(_followUps, "where body_id = $1 order by id", [bodyId], cancellationToken);

    public Task<IReadOnlyList<Publication>> PublicationsAboutAsync(string aboutId, CancellationToken cancellationToken) =>
        ListAsync(_publications, "where about_id = $1 order by id", [aboutId], cancellationToken);

    public Task<IReadOnlyList<Publication>> AllPublicationsAsync(CancellationToken cancellationToken) =>
        ListAsync(_publications, "order by id", [], cancellationToken);

    /// <summary>Pages decided on but not yet written to their place.</summary>
    public Task<IReadOnlyList<Publication>> UnwrittenPublicationsAsync(CancellationToken cancellationToken) =>
        ListAsync(_publications, "where not is_written order by id", [], cancellationToken);

    /// <summary>Events that the calendar does not hold as they are wanted; those given up too.</summary>
    public Task<IReadOnlyList<OnlineEvent>> OpenOnlineEventsAsync(CancellationToken cancellationToken) =>
        ListAsync(_onlineEvents, "where is_open order by id", [], cancellationToken);

    private async Task<IReadOnlyList<TState>> ListAsync<TRow, TState>(
        AggregateTable<TRow, TState> table, string where, IReadOnlyList<object?> values, CancellationToken cancellationToken)
        where TRow : AggregateRow<TState>, new()
        where TState : class
    {
        if (_writes.Touches<TRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        return table.Know(await _transaction.ListAsync<TRow>(where, values, cancellationToken).ConfigureAwait(false));
    }
}
