using System.Data.Common;
using Npgsql;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>Texts never vary with the number of rows, so that each is prepared once per connection.</summary>
internal sealed class RawPostgres(TableMaps maps, NpgsqlConnection connection, string begin) : RawTransaction(maps)
{
    private State _state = State.NotBegun;

    private enum State
    {
        NotBegun,
        Open,
        Committed,
    }

    public override bool IsPostgres => true;

    public override DbConnection Connection => connection;

    public override bool HasBegun => _state == State.Open;

    public override async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_state != State.NotBegun)
            return;
        await using var batch = Batch();
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task AskAsync(IReadOnlyList<RawQuery> queries, CancellationToken cancellationToken)
    {
        await using var batch = Batch();
        foreach (var query in queries)
            batch.BatchCommands.Add(Command(query.Text, query.Values));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        foreach (var query in queries)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                query.OnRow(reader);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task WriteAsync(WriteList writes, bool commit, CancellationToken cancellationToken)
    {
        await using var batch = Batch();
        var target = new BatchTarget(batch, Maps);
        foreach (var write in writes.Writes)
            target.Add(write);
        if (commit)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            throw new RowChangedException(exception.BatchCommand?.CommandText ?? "", exception);
        }

        if (commit)
            _state = State.Committed;
        writes.Clear();
    }

    public override async ValueTask DisposeAsync()
    {
        // A connection that goes back to the pool in the middle of a transaction is rolled back by the pool.
        if (_state != State.Committed && connection.FullState == System.Data.ConnectionState.Open)
            await RollbackAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RollbackAsync()
    {
        if (_state == State.NotBegun)
            return;
        try
        {
            await using var command = new NpgsqlCommand("rollback", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction; whatever broke it is on its way up already.
        }
    }

    private NpgsqlBatch Batch()
    {
        var batch = connection.CreateBatch();
        if (_state == State.NotBegun)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(begin));
        _state = State.Open;
        return batch;
    }

    internal static NpgsqlBatchCommand Command(string text, IReadOnlyList<object?> values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        string text => new NpgsqlParameter<string> { TypedValue = text },
        int number => new NpgsqlParameter<int> { TypedValue = number },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        DateOnly day => new NpgsqlParameter<DateOnly> { TypedValue = day },
        DateTimeOffset at => new NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime },
        string[] texts => new NpgsqlParameter<string[]> { TypedValue = texts },
        long[] numbers => new NpgsqlParameter<long[]> { TypedValue = numbers },
        _ => throw new NotSupportedException($"A {value.GetType().Name} as a parameter."),
    };
}
