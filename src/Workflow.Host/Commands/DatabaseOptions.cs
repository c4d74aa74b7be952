using System.Data.Common;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

internal static class DatabaseOptions
{
    /// <summary>
    /// A host that is paused in the middle of a transaction holds its rows no longer than this; it finds its connection
    /// closed and begins anew.
    /// </summary>
    private const string ReleaseOfPausedHosts = "-c idle_in_transaction_session_timeout=30s";

    /// <summary>PostgreSQL may have several hosts, so there its own clock counts, and not that of any host.</summary>
    /// <param name="value">A SQLite file, or a PostgreSQL connection string; null for the default file.</param>
    public static RuntimeOptions From(string? value, string defaultFile) =>
        value?.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) == true
            ? new RuntimeOptions { Database = DatabaseKind.Postgres, ConnectionString = Released(value), SeveralHosts = true }
            : new RuntimeOptions { Database = DatabaseKind.Sqlite, ConnectionString = "Data Source=" + (value ?? defaultFile) };

    private static string Released(string connectionString)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!builder.ContainsKey("Options"))
            builder["Options"] = ReleaseOfPausedHosts;
        return builder.ConnectionString;
    }

    /// <summary>For a clock that is not the world's: the database's cannot count.</summary>
    public static RuntimeOptions OnVirtualClock(string? value, string defaultFile)
    {
        var options = From(value, defaultFile);
        options.SeveralHosts = false;
        return options;
    }
}
