using Microsoft.EntityFrameworkCore;
using Workflow.Runtime.Aggregates;

namespace Workflow.Runtime.Storage;

internal interface IAggregateTable<TState>
    where TState : class
{
    Task<TState?> FindAsync(string id, CancellationToken cancellationToken);

    void Add(string id, TState state);

    void Update(string id, TState state);
}

/// <summary>One table of aggregates in one session: an identity map, and the version that guards each row.</summary>
internal sealed class AggregateTable<TRow, TState>(DbContext db) : IAggregateTable<TState>
    where TRow : AggregateRow<TState>, new()
    where TState : class
{
    private readonly Dictionary<string, (TRow Row, TState State, bool Raised)> _read = new(StringComparer.Ordinal);

    public async Task<TState?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(id, out var entry))
            return entry.State;
        var row = await db.Set<TRow>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false);
        return row is null ? null : Remember(row);
    }

    /// <summary>Rows of a query, each as this session knows it. What the session changed must be flushed before.</summary>
    public async Task<IReadOnlyList<TState>> ListAsync(
        Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancellationToken)
    {
        var rows = await query(db.Set<TRow>()).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => _read.TryGetValue(row.Id, out var entry) ? entry.State : Remember(row))];
    }

    public void Add(string id, TState state)
    {
        var row = new TRow { Id = id, Version = 1, Data = ForumJson.Write(state) };
        row.Index(state);
        db.Add(row);
        _read.Add(id, (row, state, true));
    }

    public void Update(string id, TState state)
    {
        if (!_read.TryGetValue(id, out var entry))
            throw new StoredDataException($"The {typeof(TState).Name} '{id}' was changed without being read in this session.");
        var (row, _, raised) = entry;
        row.Data = ForumJson.Write(state);
        row.Index(state);
        if (!raised)
            row.Version++;
        _read[id] = (row, state, true);
    }

    private TState Remember(TRow row)
    {
        var state = ForumJson.Read<TState>(row.Data);
        _read[row.Id] = (row, state, false);
        return state;
    }
}
