using Workflow.Runtime;
using Workflow.Simulation.Checks;

namespace Workflow.Simulation.World;

/// <summary>All aggregates of one table; only what has a new version is read again.</summary>
internal sealed class Shelf<T>(SimulationDatabase database, string table)
    where T : class
{
    private readonly Dictionary<string, (int Version, T State)> _all = new(StringComparer.Ordinal);
    private List<T>? _list;
    private (long Rows, long Versions, long Squares) _seen;

    /// <summary>Told of every change that was committed: what was there before (null for a new one), and what is now.</summary>
    public event Action<T?, T>? Changed;

    public IReadOnlyList<T> All => _list ??=
        [.. _all.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.State)];

    public T? Find(string id) => _all.TryGetValue(id, out var entry) ? entry.State : null;

    public T Get(string id) => Find(id) ?? throw new InvariantException("nothing is lost", $"{table} has no '{id}'");

    /// <summary>As it stands in the database at this moment; nobody is told of it as a change.</summary>
    public async Task<T?> LookAsync(string id)
    {
        var data = await DataAsync(id).ConfigureAwait(false);
        return data.Count == 0 ? null : ForumJson.Read<T>(data[0]);
    }

    /// <summary>
    /// Where there are as many rows, and their versions and the squares of them add up to the same, nothing has changed.
    /// </summary>
    public async Task RefreshAsync()
    {
        var sums = await database.QueryAsync(
            $"select count(*), coalesce(sum(version), 0), cast(coalesce(sum(version * version), 0) as bigint) from {table}",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))).ConfigureAwait(false);
        if (sums[0] == _seen)
            return;
        _seen = sums[0];
        var rows = await database.QueryAsync(
            $"select id, version from {table}", row => (Id: row.GetString(0), Version: row.GetInt32(1)))
            .ConfigureAwait(false);
        if (rows.Count < _all.Count)
            throw new InvariantException("nothing is lost", $"{table} had {_all.Count} rows and has {rows.Count}");
        var changed = rows.Where(row => !_all.TryGetValue(row.Id, out var known) || known.Version != row.Version);
        foreach (var (id, version) in changed.OrderBy(row => row.Id, StringComparer.Ordinal).ToList())
            await TakeAsync(id, version, _all.GetValueOrDefault(id)).ConfigureAwait(false);
    }

    private async Task TakeAsync(string id, int version, (int Version, T State) known)
    {
        if (version < known.Version)
            throw new InvariantException("versions only rise", $"{table} '{id}' went from {known.Version} to {version}");
        var data = await DataAsync(id).ConfigureAwait(false);
        var state = ForumJson.Read<T>(data[0]);
        _all[id] = (version, state);
        _list = null;
        Changed?.Invoke(known.State, state);
    }

    private Task<List<string>> DataAsync(string id) => database.QueryAsync(
        $"select data from {table} where id = $1", row => row.GetString(0), id);
}
