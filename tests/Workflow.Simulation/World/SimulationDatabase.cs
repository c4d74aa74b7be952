using System.Data.Common;
using Microsoft.Data.Sqlite;
using Workflow.Runtime;

namespace Workflow.Simulation.World;

/// <summary>One run's database, and a connection of the world's own to look at it past the product.</summary>
internal sealed class SimulationDatabase(DatabaseKind kind, string connectionString, DbConnection connection, Func<Task> drop)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Kept: most are asked after every step, and SQLite prepares each once.</summary>
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DatabaseKind Kind => kind;

    public string ConnectionString => connectionString;

    /// <param name="values">Of <c>$1</c>, <c>$2</c>…; the statement itself is always the same text.</param>
    public async Task<List<T>> QueryAsync<T>(string statement, Func<DbDataReader, T> row, params object[] values)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            return await ReadAsync(statement, row, values).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<long> CountAsync(string statement) =>
        (await QueryAsync(statement, reader => Convert.ToInt64(reader.GetValue(0), null)).ConfigureAwait(false))[0];

    /// <summary>What the database's own clock says, on PostgreSQL; SQLite has none.</summary>
    /// <param name="now">UTC.</param>
    public Task SetClockAsync(DateTimeOffset now) => kind == DatabaseKind.Sqlite
        ? Task.CompletedTask
        : QueryAsync($"update {Clock}.world set at = $1", _ => 0, now);

    /// <summary>
    /// A schema that is looked at before the system's own: its <c>clock_timestamp()</c> is the world's. All else is found as
    /// ever.
    /// </summary>
    public const string Clock = "sim";

    public const string ClockStatement =
        $"""
        create schema {Clock};
        create table {Clock}.world (at timestamptz not null);
        insert into {Clock}.world values ('2026-01-01T00:00:00Z');
        create function {Clock}.clock_timestamp() returns timestamptz language sql stable as $$ select at from {Clock}.world $$;
        """;

    /// <summary>Copies a SQLite database into a file.</summary>
    public void Keep(string file)
    {
        File.Delete(file);
        using var copy = new SqliteConnection($"Data Source={file};Pooling=False");
        copy.Open();
        ((SqliteConnection)connection).BackupDatabase(copy);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
            await command.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
        _one.Dispose();
        await drop().ConfigureAwait(false);
    }

    private async Task<List<T>> ReadAsync<T>(string statement, Func<DbDataReader, T> row, object[] values)
    {
        var command = Command(statement, values.Length);
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false))
            rows.Add(row(reader));
        return rows;
    }

    private DbCommand Command(string statement, int values)
    {
        if (_commands.TryGetValue(statement, out var known))
            return known;
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the checks themselves.
        command.CommandText = statement;
#pragma warning restore CA2100
        for (var i = 1; i <= values; i++)
        {
            var parameter = command.CreateParameter();
            // PostgreSQL counts parameters, SQLite calls them by their names.
            parameter.ParameterName = kind == DatabaseKind.Sqlite ? $"${i}" : "";
            command.Parameters.Add(parameter);
        }

        _commands.Add(statement, command);
        return command;
    }
}
