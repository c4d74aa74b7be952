using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflow.Runtime;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// Elsa's instances that wait for what will never come: their case has ended on the embedded runtime, or is not in the forum's
/// tables (restored in part). Swept at every start, so that what Studio shows as running is running. One that merely stands at
/// another step is left to its case's next signal, which makes it anew.
/// </summary>
internal static partial class LeftBehind
{
    /// <summary>
    /// Both rows are written in one transaction, so no host that works meanwhile has a case that looks like this.
    /// </summary>
    private const string Stale =
        """
        select e."Id" from {0} e where e."Status" <> 'Finished' and e."DefinitionId" in ({1})
        and not exists (select 1 from instances i where i.id = e."Id" and i.status not in ('Finished', 'Cancelled'))
        """;

    public static async Task SweepAsync(ElsaParts parts, CancellationToken cancellationToken)
    {
        if (parts.Definitions.Count == 0)
            return;
        await using var connection = Connection(parts.Options);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        // The bookmarks first: what is stale is read from the instances.
        await DeleteAsync(transaction, "Bookmarks", "WorkflowInstanceId", parts, cancellationToken).ConfigureAwait(false);
        var swept = await DeleteAsync(transaction, "WorkflowInstances", "Id", parts, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        if (swept > 0)
            Swept(parts.Logging.CreateLogger(typeof(LeftBehind).FullName!), swept);
    }

    private static async Task<int> DeleteAsync(
        DbTransaction transaction, string table, string column, ElsaParts parts, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        var ids = parts.Definitions.Select(definition => definition.DefinitionId).Distinct(StringComparer.Ordinal).ToList();
        var names = string.Join(", ", ids.Select((_, i) => $"@d{i}"));
        var stale = string.Format(
            null, System.Text.CompositeFormat.Parse(Stale), Table(parts.Options, "WorkflowInstances"), names);
        command.CommandText = $"""delete from {Table(parts.Options, table)} where "{column}" in ({stale})""";
        for (var i = 0; i < ids.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@d{i}", ids[i]);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static DbConnection Connection(RuntimeOptions options) => options.Database == DatabaseKind.Sqlite
        ? new SqliteConnection(options.ConnectionString)
        : new NpgsqlConnection(options.ConnectionString);

    private static string Table(RuntimeOptions options, string name) =>
        options.Database == DatabaseKind.Sqlite ? $"\"{name}\"" : $"\"Elsa\".\"{name}\"";

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} instances of Elsa had been left behind by cases that have ended or are gone; they were removed.")]
    private static partial void Swept(ILogger logger, int count);
}
