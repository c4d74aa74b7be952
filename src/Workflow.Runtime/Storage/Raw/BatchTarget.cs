using Npgsql;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>Turns writes into the commands of one batch: a statement per table, whatever the number of rows.</summary>
internal sealed class BatchTarget(NpgsqlBatch batch, TableMaps maps) : IWriteTarget
{
    public void Add(IWrite write)
    {
        switch (write)
        {
            case IRowWrite rows:
                rows.AddTo(this);
                break;
            case StatementWrite statement:
                batch.BatchCommands.Add(RawPostgres.Command(statement.Text, statement.Values));
                break;
            case KeyedWrite keyed:
                batch.BatchCommands.Add(RawPostgres.Command(keyed.Statement.Postgres, [keyed.Keys.ToArray()]));
                break;
            default:
                throw new NotSupportedException(write.GetType().Name);
        }
    }

    public void Insert<TRow>(TableMap<TRow> map, IReadOnlyList<TRow> rows, string suffix)
        where TRow : class, new()
    {
        var command = Command(suffix.Length == 0 ? map.PostgresInsert : $"{map.PostgresInsert} {suffix}");
        foreach (var column in map.Inserted)
            command.Parameters.Add(column.Array(rows));
    }

    public void Update<TRow>(TableMap<TRow> map, IReadOnlyList<TRow> rows, IReadOnlyList<int> expectedVersions)
        where TRow : class, new()
    {
        var command = Command(map.PostgresUpdate);
        foreach (var column in map.Updated)
            command.Parameters.Add(column.Array(rows));
        if (map.HasVersion)
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. expectedVersions] });
    }

    public void Audit(IReadOnlyList<AuditRow> rows, IReadOnlyList<string> payloads)
    {
        var map = maps.Of<AuditRow>();
        var command = Command(map.Text(AuditText));
        foreach (var column in map.Inserted)
            command.Parameters.Add(column.Array(rows));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. payloads] });
    }

    private static string AuditText(TableMap<AuditRow> map) =>
        $"""
        with entry as ({map.PostgresInsert} returning id, subject_id, sequence)
        insert into audit_payloads (audit_id, payload) select entry.id, v.payload
        from entry join unnest(${Position(map, "subject_id")}::text[], ${Position(map, "sequence")}::integer[], ${map.Inserted.Length + 1}::text[])
        as v(subject_id, sequence, payload) on v.subject_id = entry.subject_id and v.sequence = entry.sequence
        """;

    private static int Position(TableMap<AuditRow> map, string column) =>
        Array.FindIndex(map.Inserted, candidate => candidate.Is(column)) + 1;

    private NpgsqlBatchCommand Command(string text)
    {
        var command = new NpgsqlBatchCommand(text);
        batch.BatchCommands.Add(command);
        return command;
    }
}
