using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime.Storage;

internal interface IAggregateTable<TState>
    where TState : class
{
    Task<TState?> FindAsync(string id, CancellationToken cancellationToken);

    void Add(string id, TState state);

    void Update(string id, TState state);
}

/// <summary>One table of aggregates in one session: an identity map, and the version that guards each row.</summary>
internal sealed class AggregateTable<TRow, TState>(RawTransaction transaction, WriteList writes) : IAggregateTable<TState>
    where TRow : AggregateRow<TState>, new()
    where TState : class
{
    private readonly Dictionary<string, (TRow Row, TState State, bool Raised)> _read = new(StringComparer.Ordinal);

    public async Task<TState?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(id, out var entry))
            return entry.State;
        var rows = await transaction.ListAsync<TRow>("where id = $1", [id], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : Remember(rows[0]);
    }

    /// <summary>Rows of a query, each as this session knows it. What the session changed must be flushed before.</summary>
    public IReadOnlyList<TState> Know(IReadOnlyList<TRow> rows) =>
        [.. rows.Select(row => _read.TryGetValue(row.Id, out var entry) ? entry.State : Remember(row))];

    /// <summary>A question whose answers the session then knows.</summary>
    public RawQuery Foresee(string where, string[] ids)
    {
        var map = transaction.Maps.Of<TRow>();
        return new RawQuery($"select {map.SelectOf("")} from {map.Table} {where}", [ids], reader => Know([map.Read(reader)]));
    }

    /// <summary>Everything of this table that the session has read, added or changed, as it knows it.</summary>
    public IEnumerable<TState> Known => _read.Values.Select(entry => entry.State);

    public void Add(string id, TState state)
    {
        var row = new TRow { Id = id, Version = 1, Data = ForumJson.Write(state) };
        row.Index(state);
        _read.Add(id, (row, state, true));
        writes.Insert(row);
    }

    public void Update(string id, TState state)
    {
        if (!_read.TryGetValue(id, out var entry))
            throw new StoredDataException($"The {typeof(TState).Name} '{id}' was changed without being read in this session.");
        var (row, _, raised) = entry;
        var expected = row.Version;
        row.Data = ForumJson.Write(state);
        row.Index(state);
        if (!raised)
            row.Version++;
        _read[id] = (row, state, true);
        writes.Update(row, expected);
    }

    private TState Remember(TRow row)
    {
        var state = ForumJson.Read<TState>(row.Data);
        _read[row.Id] = (row, state, false);
        return state;
    }
}
