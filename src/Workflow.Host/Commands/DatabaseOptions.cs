using Workflow.Runtime;

namespace Workflow.Host.Commands;

internal static class DatabaseOptions
{
    /// <param name="value">A SQLite file, or a PostgreSQL connection string; null for the default file.</param>
    public static RuntimeOptions From(string? value, string defaultFile) =>
        value?.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) == true
            ? new RuntimeOptions { Database = DatabaseKind.Postgres, ConnectionString = value }
            : new RuntimeOptions { Database = DatabaseKind.Sqlite, ConnectionString = "Data Source=" + (value ?? defaultFile) };
}
