using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime.Instances;

/// <summary>Instances that this transaction holds, and what else was read with them in the same round trip.</summary>
internal sealed class LockedInstances
{
    private readonly Dictionary<string, InstanceRow> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holding = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);

    public InstanceRow? Find(string id) => _rows.GetValueOrDefault(id);

    public void Add(InstanceRow row) => _rows[row.Id] = row;

    /// <summary>Whether a deadline of the instance found no wait, or failed, and may be tried again when it moves.</summary>
    public bool HoldsDeadlines(string id) => _holding.Contains(id);

    /// <summary>Whether an earlier signal for the instance is still to be delivered.</summary>
    public bool HasPending(string id) => _pending.Contains(id);

    public IEnumerable<RawQuery> Questions(ForumSession session, string[] ids)
    {
        if (ids.Length == 0)
            return [];
        var map = session.Transaction.Maps.Of<InstanceRow>();
        void OnRow(System.Data.Common.DbDataReader reader) => Add(map.Read(reader));
        return session.Transaction.IsPostgres
            ? [
                new RawQuery(
                    $"select {map.SelectOf("")} from instances where id = any($1) order by id for update", [ids], OnRow),
                new RawQuery(Holding("any($1)"), [ids], reader => _holding.Add(reader.GetString(0))),
                new RawQuery(Pending("any($1)"), [ids], reader => _pending.Add(reader.GetString(0))),
            ]
            : ids.SelectMany(id => new RawQuery[]
            {
                // On SQLite the transaction itself is the lock.
                new($"select {map.SelectOf("")} from instances where id = $1", [id], OnRow),
                new(Holding("$1"), [id], reader => _holding.Add(reader.GetString(0))),
                new(Pending("$1"), [id], reader => _pending.Add(reader.GetString(0))),
            });
    }

    private static string Holding(string ids) =>
        $"select subject_id from deadlines where subject_id = {ids} and attempts > 0 and fired_at is null and cancelled_at is null";

    private static string Pending(string ids) =>
        $"select instance_id from signals where instance_id = {ids} and delivered_at is null and not is_parked";
}
