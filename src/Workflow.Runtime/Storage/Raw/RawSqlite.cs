using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>Commands are kept with their connection: preparing them again would cost more than running them.</summary>
internal sealed class RawSqlite(TableMaps maps, SqliteSession session, string begin) : RawTransaction(maps), IWriteTarget
{
    private bool _begun;

    public override bool IsPostgres => false;

    public override DbConnection Connection => session.Connection;

    public override bool HasBegun => _begun;

    public override Task BeginAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
            Run(begin, []);
        _begun = true;
        return Task.CompletedTask;
    }

    protected override async Task AskAsync(IReadOnlyList<RawQuery> queries, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var query in queries)
        {
            using var reader = session.Command(query.Text, query.Values).ExecuteReader();
            while (reader.Read())
                query.OnRow(reader);
        }
    }

    public override async Task WriteAsync(WriteList writes, bool commit, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var write in writes.Writes)
            Write(write);
        writes.Clear();
        if (!commit)
            return;
        Run("commit", []);
        _begun = false;
    }

    public void Insert<TRow>(TableMap<TRow> map, IReadOnlyList<TRow> rows, string suffix)
        where TRow : class, new()
    {
        var text = suffix.Length == 0 ? map.SqliteInsert : $"{map.SqliteInsert} {suffix}";
        foreach (var row in rows)
            Run(text, map.Inserted, row);
    }

    public void Update<TRow>(TableMap<TRow> map, IReadOnlyList<TRow> rows, IReadOnlyList<int> expectedVersions)
        where TRow : class, new()
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var values = map.Updated.Select(column => (object?)column.Sqlite(row));
            if (Run(map.SqliteUpdate, [.. map.HasVersion ? values.Append(expectedVersions[i]) : values]) == 0 && map.HasVersion)
                throw new RowChangedException(map.Table);
        }
    }

    public void Audit(IReadOnlyList<AuditRow> rows, IReadOnlyList<string> payloads)
    {
        var map = Maps.Of<AuditRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            Run(map.SqliteInsert, map.Inserted, rows[i]);
            Run("insert into audit_payloads (audit_id, payload) values (last_insert_rowid(), $1)", [payloads[i]]);
        }
    }

    public override ValueTask DisposeAsync()
    {
        if (_begun)
            session.Rollback();
        return ValueTask.CompletedTask;
    }

    private void Write(IWrite write)
    {
        switch (write)
        {
            case IRowWrite rows:
                rows.AddTo(this);
                break;
            case StatementWrite statement:
                Run(statement.Text, statement.Values);
                break;
            case KeyedWrite keyed:
                foreach (var key in keyed.Keys)
                    Run(keyed.Statement.Sqlite, [key]);
                break;
            default:
                throw new NotSupportedException(write.GetType().Name);
        }
    }

    private void Run<TRow>(string text, Column<TRow>[] columns, TRow row)
    {
        var command = session.Command(text, columns.Length);
        for (var i = 0; i < columns.Length; i++)
            command.Parameters[i].Value = columns[i].Sqlite(row);
        command.ExecuteNonQuery();
    }

    private int Run(string text, IReadOnlyList<object?> values) => session.Command(text, values).ExecuteNonQuery();
}
