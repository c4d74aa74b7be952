using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Databases;

/// <summary>One test's database; dropped with it.</summary>
public sealed class TestDatabase(DatabaseKind kind, string connectionString, Func<Task> drop) : IAsyncDisposable
{
    private static readonly string[] Tables =
    [
        "approvals", "audit", "audit_payloads", "audit_seals", "commands", "consultations", "deadlines", "follow_ups", "history",
        "instances", "items", "letter_statuses", "letters", "meetings", "publications", "secretariat_tasks",
        "signals", "treatments",
    ];

    public DatabaseKind Kind => kind;

    public string ConnectionString => connectionString;

    /// <summary>Rows by table, but for the definitions.</summary>
    public async Task<string> CountRowsAsync()
    {
        var counts = new List<string>();
        foreach (var table in Tables)
            counts.Add($"{table} {await ScalarAsync($"select count(*) from {table}")}");
        return string.Join(", ", counts);
    }

    public async Task<IReadOnlyList<string>> ColumnAsync(string statement, int column)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the tests themselves.
        command.CommandText = statement;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(column));
        return values;
    }

    public async Task<object?> ScalarAsync(string statement)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the tests themselves.
        command.CommandText = statement;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync() => await drop();

    private DbConnection Connect() => kind == DatabaseKind.Sqlite
        ? new SqliteConnection(connectionString)
        : new NpgsqlConnection(connectionString);
}
