using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>An open connection to a SQLite file with the commands that were prepared on it.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    public static SqliteSession Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        var session = new SqliteSession(connection);
        session.Command(DatabaseFactory.SqlitePragmas, 0).ExecuteNonQuery();
        return session;
    }

    public SqliteCommand Command(string text, IReadOnlyList<object?> values)
    {
        var command = Command(text, values.Count);
        for (var i = 0; i < values.Count; i++)
            command.Parameters[i].Value = Value(values[i]);
        return command;
    }

    public SqliteCommand Command(string text, int parameters)
    {
        if (_commands.TryGetValue(text, out var known))
            return known;
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // Texts are ours, made from the model; values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i}"), null));
        _commands.Add(text, command);
        return command;
    }

    public void Rollback()
    {
        try
        {
            Command("rollback", 0).ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (a full disk, an I/O error); what broke it is on its way up already.
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        Connection.Dispose();
    }

    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset at => at.UtcTicks,
        _ => value,
    };
}
