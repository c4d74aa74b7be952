using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;

namespace Workflow.OnElsa.Tests;

/// <summary>Elsa's own tables, seen past Elsa.</summary>
internal static class ElsaRows
{
    public static async Task<string?> StatusAsync(TestDatabase database, string instanceId) =>
        (await ScalarAsync(database,
            $"""select "SubStatus" from {Table(database, "WorkflowInstances")} where "Id" = '{instanceId}'"""))?.ToString();

    public static async Task<long> BookmarksAsync(TestDatabase database, string instanceId) => await CountAsync(
        database, $"""select count(*) from {Table(database, "Bookmarks")} where "WorkflowInstanceId" = '{instanceId}'""");

    public static async Task<long> CountAsync(TestDatabase database, string text) =>
        Convert.ToInt64(await ScalarAsync(database, text), CultureInfo.InvariantCulture);

    public static async Task DeleteAsync(TestDatabase database, string table, string column, string instanceId) =>
        await ScalarAsync(database, $"""delete from {Table(database, table)} where "{column}" = '{instanceId}'""");

    public static string Table(TestDatabase database, string name) =>
        database.Kind == DatabaseKind.Sqlite ? $"\"{name}\"" : $"\"Elsa\".\"{name}\"";

    public static async Task<object?> ScalarAsync(TestDatabase database, string text)
    {
        await using DbConnection connection = database.Kind == DatabaseKind.Sqlite
            ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return await command.ExecuteScalarAsync();
    }
}
