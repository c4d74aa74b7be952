using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>The aggregates of one kind that a session has read, added or changed.</summary>
public sealed class AggregateSet<TState>
    where TState : class
{
    private readonly IAggregateTable<TState> _table;
    private readonly Func<TState, string> _id;

    internal AggregateSet(IAggregateTable<TState> table, Func<TState, string> id) => (_table, _id) = (table, id);

    public Task<TState?> FindAsync(string id, CancellationToken cancellationToken) => _table.FindAsync(id, cancellationToken);

    /// <exception cref="StoredDataException">There is none with the id.</exception>
    public async Task<TState> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false)
        ?? throw new StoredDataException($"There is no {typeof(TState).Name} '{id}'.");

    public void Add(TState state) => _table.Add(_id(state), state);

    /// <exception cref="StoredDataException">This session has not read it: its version would not be checked.</exception>
    public void Update(TState state) => _table.Update(_id(state), state);
}
