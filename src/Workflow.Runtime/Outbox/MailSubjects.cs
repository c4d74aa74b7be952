using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>What letters are about, by id, as it stands now.</summary>
public sealed record MailSubjects
{
    public IReadOnlyDictionary<string, Meeting> Meetings { get; init; } = new Dictionary<string, Meeting>();

    public IReadOnlyDictionary<string, Approval> Approvals { get; init; } = new Dictionary<string, Approval>();

    public IReadOnlyDictionary<string, Consultation> Consultations { get; init; } = new Dictionary<string, Consultation>();

    public IReadOnlyDictionary<string, Item> Items { get; init; } = new Dictionary<string, Item>();

    public IReadOnlyDictionary<string, Treatment> Treatments { get; init; } = new Dictionary<string, Treatment>();

    public IReadOnlyDictionary<string, SecretariatTask> Tasks { get; init; } = new Dictionary<string, SecretariatTask>();
}

/// <summary>The subjects of a whole group of letters in one or two questions, whatever their kinds.</summary>
public sealed partial class ForumSession
{
    /// <param name="ids">Of meetings, approvals, consultations, items, treatments or tasks; which of them is not known.</param>
    public async Task<MailSubjects> MailSubjectsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var meetings = new Dictionary<string, Meeting>(StringComparer.Ordinal);
        var approvals = new Dictionary<string, Approval>(StringComparer.Ordinal);
        var consultations = new Dictionary<string, Consultation>(StringComparer.Ordinal);
        var items = new Dictionary<string, Item>(StringComparer.Ordinal);
        var treatments = new Dictionary<string, Treatment>(StringComparer.Ordinal);
        var tasks = new Dictionary<string, SecretariatTask>(StringComparer.Ordinal);
        await _transaction.ReadAsync(
            [
                ById<MeetingRow, Meeting>(ids, meetings),
                ById<ApprovalRow, Approval>(ids, approvals),
                ById<ConsultationRow, Consultation>(ids, consultations),
                ById<ItemRow, Item>(ids, items),
                ById<TreatmentRow, Treatment>(ids, treatments),
                ById<SecretariatTaskRow, SecretariatTask>(ids, tasks),
            ],
            cancellationToken).ConfigureAwait(false);
        // An agenda's approval falls with its meeting; who is recused stands in the treatment's item.
        var behind = approvals.Values.Where(approval => approval.Kind == ApprovalKind.Agenda).Select(approval => approval.AboutId)
            .Concat(treatments.Values.Select(treatment => treatment.ItemId))
            .Where(id => !meetings.ContainsKey(id) && !items.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        if (behind.Count > 0)
            await _transaction.ReadAsync(
                [ById<MeetingRow, Meeting>(behind, meetings), ById<ItemRow, Item>(behind, items)],
                cancellationToken).ConfigureAwait(false);
        return new MailSubjects
        {
            Meetings = meetings,
            Approvals = approvals,
            Consultations = consultations,
            Items = items,
            Treatments = treatments,
            Tasks = tasks,
        };
    }

    private RawQuery ById<TRow, TState>(IReadOnlyCollection<string> ids, Dictionary<string, TState> found)
        where TRow : AggregateRow<TState>, new()
        where TState : class
    {
        var map = _transaction.Maps.Of<TRow>();
        var where = Many.Has(_transaction.IsPostgres, "id", 1);
        var value = Many.Of(_transaction.IsPostgres, ids);
        return new RawQuery($"select {map.SelectOf("")} from {map.Table} where {where}", [value], reader =>
        {
            var row = map.Read(reader);
            found[row.Id] = ForumJson.Read<TState>(row.Data);
        });
    }
}
