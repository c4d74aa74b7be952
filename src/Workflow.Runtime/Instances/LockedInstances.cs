using System.Data.Common;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime.Instances;

/// <summary>Instances that this transaction holds, and what else was read with them in the same round trip.</summary>
internal sealed class LockedInstances
{
    private const string HoldingAll =
        "select subject_id from deadlines where subject_id = any($1) and attempts > 0 and fired_at is null and cancelled_at is null";

    private const string HoldingOne =
        "select subject_id from deadlines where subject_id = $1 and attempts > 0 and fired_at is null and cancelled_at is null";

    private const string ExistingAll = "select id from instances where id = any($1)";

    private const string PendingAll =
        "select instance_id from signals where instance_id = any($1) and delivered_at is null and not is_parked";

    private const string PendingOne =
        "select instance_id from signals where instance_id = $1 and delivered_at is null and not is_parked";

    private readonly Dictionary<string, InstanceRow> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holding = new(StringComparer.Ordinal);
    private readonly HashSet<string> _elsewhere = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);

    /// <summary>Where instances were not waited for: those that are missing here and yet exist are held by others.</summary>
    public RawQuery? AskForTheRest(IReadOnlyList<string> ids)
    {
        var missing = ids.Where(id => !_rows.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? null
            : new RawQuery(ExistingAll, [missing], reader => _elsewhere.Add(reader.GetString(0)));
    }

    public InstanceRow? Find(string id) => _rows.GetValueOrDefault(id);

    public void Add(InstanceRow row) => _rows[row.Id] = row;

    /// <summary>Whether another transaction holds it, so that it was left out.</summary>
    public bool IsHeldElsewhere(string id) => _elsewhere.Contains(id);

    /// <summary>Whether a deadline of the instance found no wait, or failed, and may be tried again when it moves.</summary>
    public bool HoldsDeadlines(string id) => _holding.Contains(id);

    /// <summary>Whether an earlier signal for the instance is still to be delivered.</summary>
    public bool HasPending(string id) => _pending.Contains(id);

    /// <param name="waits">Whether one that another transaction holds is waited for; else it is left out.</param>
    public IEnumerable<RawQuery> Questions(ForumSession session, string[] ids, bool waits)
    {
        if (ids.Length == 0)
            return [];
        var map = session.Transaction.Maps.Of<InstanceRow>();
        void OnRow(DbDataReader reader) => Add(map.Read(reader));
        void OnHolding(DbDataReader reader) => _holding.Add(reader.GetString(0));
        void OnPending(DbDataReader reader) => _pending.Add(reader.GetString(0));
        if (session.Transaction.IsPostgres && ids.Length > 1)
        {
            var lockAll = map.Text(waits ? LockAll : TryAll);
            return [new(lockAll, [ids], OnRow), new(HoldingAll, [ids], OnHolding), new(PendingAll, [ids], OnPending)];
        }

        // On SQLite the transaction itself is the lock.
        var one = !session.Transaction.IsPostgres ? map.Text(ReadOne) : map.Text(waits ? LockOne : TryOne);
        return ids.SelectMany(id => new RawQuery[]
        {
            new(one, [id], OnRow), new(HoldingOne, [id], OnHolding), new(PendingOne, [id], OnPending),
        });
    }

    private static string LockAll(TableMap<InstanceRow> map) =>
        $"select {map.SelectOf("")} from instances where id = any($1) order by id for update";

    private static string TryAll(TableMap<InstanceRow> map) => $"{LockAll(map)} skip locked";

    private static string TryOne(TableMap<InstanceRow> map) => $"{LockOne(map)} skip locked";

    private static string LockOne(TableMap<InstanceRow> map) => $"{ReadOne(map)} for update";

    private static string ReadOne(TableMap<InstanceRow> map) => $"select {map.SelectOf("")} from instances where id = $1";
}
