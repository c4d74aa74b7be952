using Npgsql;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// Turns writes into the commands of one batch: a statement per table, whatever the number of rows. A single row, which is
/// the rule, has a text of its own: plain values cost PostgreSQL a half of what arrays of one cost it.
/// </summary>
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
        var text = rows.Count == 1 ? map.PostgresInsertOne : map.PostgresInsert;
        var command = Command(suffix.Length == 0 ? text : $"{text} {suffix}");
        Fill(command, map.Inserted, rows);
    }

    public void Update<TRow>(TableMap<TRow> map, IReadOnlyList<TRow> rows, IReadOnlyList<int> expectedVersions)
        where TRow : class, new()
    {
        var command = Command(rows.Count == 1 ? map.PostgresUpdateOne : map.PostgresUpdate);
        Fill(command, map.Updated, rows);
        if (map.HasVersion)
            command.Parameters.Add(rows.Count == 1
                ? new NpgsqlParameter<int> { TypedValue = expectedVersions[0] }
                : new NpgsqlParameter<int[]> { TypedValue = [.. expectedVersions] });
    }

    public void Audit(IReadOnlyList<AuditRow> rows, IReadOnlyList<string> payloads)
    {
        var map = maps.Of<AuditRow>();
        var command = Command(rows.Count == 1 ? map.Text(AuditOneText) : map.Text(AuditText));
        Fill(command, map.Inserted, rows);
        command.Parameters.Add(rows.Count == 1
            ? new NpgsqlParameter<string> { TypedValue = payloads[0] }
            : new NpgsqlParameter<string[]> { TypedValue = [.. payloads] });
    }

    private static void Fill<TRow>(NpgsqlBatchCommand command, Column<TRow>[] columns, IReadOnlyList<TRow> rows)
    {
        foreach (var column in columns)
            command.Parameters.Add(rows.Count == 1 ? column.One(rows[0]) : column.Array(rows));
    }

    private static string AuditOneText(TableMap<AuditRow> map) =>
        $"""
        with entry as ({map.PostgresInsertOne} returning id)
        insert into audit_payloads (audit_id, payload) select id, ${map.Inserted.Length + 1} from entry
        """;

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
