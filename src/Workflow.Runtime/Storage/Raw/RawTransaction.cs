using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// One transaction on one connection, spoken to in as few round trips as there are decisions to wait for. EF reads through
/// the same connection where a question is not on the hot path.
/// </summary>
internal abstract class RawTransaction(TableMaps maps) : IAsyncDisposable
{
    public TableMaps Maps => maps;

    public abstract bool IsPostgres { get; }

    public abstract DbConnection Connection { get; }

    public abstract bool HasBegun { get; }

    /// <summary>Begins if nothing was said to the database yet; everything else here does so by itself.</summary>
    public abstract Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Told before each question; null where nobody wants to know.</summary>
    public Action? Asking { get; init; }

    /// <summary>All questions in one round trip.</summary>
    public Task ReadAsync(IReadOnlyList<RawQuery> queries, CancellationToken cancellationToken)
    {
        Asking?.Invoke();
        return AskAsync(queries, cancellationToken);
    }

    protected abstract Task AskAsync(IReadOnlyList<RawQuery> queries, CancellationToken cancellationToken);

    /// <summary>Everything of the list in one round trip, with the commit if it is the last.</summary>
    /// <exception cref="RowChangedException">Somebody else has changed a row since it was read; nothing is written.</exception>
    public abstract Task WriteAsync(WriteList writes, bool commit, CancellationToken cancellationToken);

    /// <summary>Rolls back what was not committed.</summary>
    public abstract ValueTask DisposeAsync();

    /// <param name="where">What follows <c>from table</c>; parameters are <c>$1</c>, <c>$2</c>…</param>
    public async Task<IReadOnlyList<TRow>> ListAsync<TRow>(
        string where, IReadOnlyList<object?> values, CancellationToken cancellationToken, string alias = "")
        where TRow : class, new()
    {
        var map = maps.Of<TRow>();
        var rows = new List<TRow>();
        await ReadAsync(
            [new RawQuery(
                $"select {map.SelectOf(alias)} from {map.Table} {alias} {where}", values, reader => rows.Add(map.Read(reader)))],
            cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Gives an EF context this connection; its own writes go into this transaction, which has to have begun.</summary>
    public void Join(DbContext db)
    {
        if (!HasBegun)
            throw new InvalidOperationException("EF cannot join a transaction that has not begun.");
        Asking?.Invoke();
        db.Database.SetDbConnection(Connection);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
    }
}

/// <param name="OnRow">Called for each row.</param>
internal sealed record RawQuery(string Text, IReadOnlyList<object?> Values, Action<DbDataReader> OnRow);

/// <summary>A row is not any more what it was when it was read: the transaction is run again.</summary>
internal sealed class RowChangedException(string table, Exception? inner = null)
    : Exception($"A row of '{table}' was changed by somebody else.", inner);
