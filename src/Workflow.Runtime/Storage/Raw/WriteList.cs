namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// What a session has decided to write, in order. Rows of one table that follow each other are written by one statement;
/// their values are read when the list is written, so a row that is changed again before is written once.
/// </summary>
internal sealed class WriteList(TableMaps maps)
{
    private readonly List<IWrite> _writes = [];
    private readonly HashSet<object> _pending = new(ReferenceEqualityComparer.Instance);
    private int _segment;

    public bool IsEmpty => _writes.Count == 0;

    public IReadOnlyList<IWrite> Writes => _writes;

    /// <param name="suffix">What follows the values, such as <c>on conflict do nothing</c>.</param>
    public void Insert<TRow>(TRow row, string suffix = "")
        where TRow : class, new()
    {
        _pending.Add(row);
        Find(() => new InsertWrite<TRow>(maps.Of<TRow>(), suffix)).Rows.Add(row);
    }

    public void Audit(AuditRow row, string payload)
    {
        var write = Find(() => new AuditWrite());
        write.Rows.Add(row);
        write.Payloads.Add(payload);
    }

    /// <param name="expectedVersion">The version the row was read with; of no account for tables without one.</param>
    public void Update<TRow>(TRow row, int expectedVersion = 0)
        where TRow : class, new()
    {
        if (!_pending.Add(row))
            return;
        var write = Find(() => new UpdateWrite<TRow>(maps.Of<TRow>()));
        write.Rows.Add(row);
        write.ExpectedVersions.Add(expectedVersion);
    }

    /// <summary>A statement that must come after everything before it and before everything after it.</summary>
    public void Statement(StatementWrite statement)
    {
        _writes.Add(statement);
        _segment = _writes.Count;
    }

    /// <summary>A statement per key that may be run for all keys at once, after the inserts around it.</summary>
    public void PerKey(KeyedStatement statement, string key) =>
        Find(() => new KeyedWrite(statement), write => write.Statement == statement).Keys.Add(key);

    /// <summary>Whether a row of the kind is still to be written, which a query would not see.</summary>
    public bool Touches<TRow>()
        where TRow : class, new() => _writes.Exists(write => write is InsertWrite<TRow> or UpdateWrite<TRow>);

    public void Clear()
    {
        _writes.Clear();
        _pending.Clear();
        _segment = 0;
    }

    private TWrite Find<TWrite>(Func<TWrite> make, Predicate<TWrite>? fits = null)
        where TWrite : class, IWrite
    {
        for (var i = _segment; i < _writes.Count; i++)
        {
            if (_writes[i] is TWrite found && (fits is null || fits(found)))
                return found;
        }

        var made = make();
        // Statements that look up what was inserted stay behind the inserts.
        var at = _writes.Count;
        while (made is not KeyedWrite && at > _segment && _writes[at - 1] is KeyedWrite)
            at--;
        _writes.Insert(at, made);
        return made;
    }
}

internal interface IWrite;

internal sealed class InsertWrite<TRow>(TableMap<TRow> map, string suffix) : IRowWrite
    where TRow : class, new()
{
    public List<TRow> Rows { get; } = [];

    public void AddTo(IWriteTarget target) => target.Insert(map, Rows, suffix);
}

/// <summary>Entries of the audit trail, each with its payload in the row beside it.</summary>
internal sealed class AuditWrite : IRowWrite
{
    public List<AuditRow> Rows { get; } = [];

    public List<string> Payloads { get; } = [];

    public void AddTo(IWriteTarget target) => target.Audit(Rows, Payloads);
}

internal sealed class UpdateWrite<TRow>(TableMap<TRow> map) : IRowWrite
    where TRow : class, new()
{
    public List<TRow> Rows { get; } = [];

    public List<int> ExpectedVersions { get; } = [];

    public void AddTo(IWriteTarget target) => target.Update(map, Rows, ExpectedVersions);
}

internal interface IRowWrite : IWrite
{
    void AddTo(IWriteTarget target);
}

/// <summary>What writes rows: a batch, or prepared commands.</summary>
internal interface IWriteTarget
{
    void Insert<TRow>(TableMap<TRow> map, IReadOnlyList<TRow> rows, string suffix)
        where TRow : class, new();

    void Audit(IReadOnlyList<AuditRow> rows, IReadOnlyList<string> payloads);

    void Update<TRow>(TableMap<TRow> map, IReadOnlyList<TRow> rows, IReadOnlyList<int> expectedVersions)
        where TRow : class, new();
}

/// <param name="Text">With <c>$1</c>, <c>$2</c>…; the same on both databases.</param>
internal sealed record StatementWrite(string Text, params IReadOnlyList<object?> Values) : IWrite;

/// <param name="Postgres">Takes the keys as one array, <c>$1</c>.</param>
/// <param name="Sqlite">Takes one key, <c>$1</c>.</param>
internal sealed record KeyedStatement(string Postgres, string Sqlite);

internal sealed class KeyedWrite(KeyedStatement statement) : IWrite
{
    public KeyedStatement Statement => statement;

    public List<string> Keys { get; } = [];
}
