using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// A table as the EF model describes it, for the statements of the hot path. The model stays the only place where columns
/// are named; these texts are made from it once.
/// </summary>
internal sealed class TableMap<TRow> : ITableMap
    where TRow : class, new()
{
    private readonly Column<TRow>[] _all;
    private readonly Column<TRow>[] _keys;
    private readonly Column<TRow>[] _rest;
    private readonly bool _isIdentity;
    private readonly string _select;
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _aliased = new(StringComparer.Ordinal);

    public TableMap(IEntityType entity)
    {
        Table = entity.GetTableName()!;
        var properties = entity.GetProperties().ToList();
        var keys = entity.FindPrimaryKey()!.Properties;
        _isIdentity = keys is [{ ValueGenerated: ValueGenerated.OnAdd } key] && key.ClrType == typeof(long);
        _keys = [.. keys.Select(Column<TRow>.Of)];
        _rest = [.. properties.Except(keys).Select(Column<TRow>.Of)];
        _all = [.. _keys, .. _rest];
        HasVersion = properties.Exists(property => property.Name == nameof(InstanceRow.Version));
        _select = string.Join(", ", _all.Select(column => column.Name));
        var inserted = Inserted;
        PostgresInsert = $"insert into {Table} ({Names(inserted)}) select * from unnest({Arrays(inserted, 1)})";
        PostgresUpdate = MakePostgresUpdate();
        PostgresUpdateOne = MakePostgresUpdateOne();
        SqliteInsert = $"insert into {Table} ({Names(inserted)}) values ({Marks(inserted.Length)})";
        SqliteUpdate = MakeUpdateOne();
    }

    public string Table { get; }

    /// <summary>Whether its rows are guarded by a version against lost updates.</summary>
    public bool HasVersion { get; }

    /// <summary>All columns, in the order <see cref="Read"/> wants them.</summary>
    /// <param name="alias">Of the table in the query; empty where it has none.</param>
    public string SelectOf(string alias) => alias.Length == 0 ? _select : _aliased.GetOrAdd(
        alias, key => string.Join(", ", _all.Select(column => $"{key}.{column.Name}")));

    public string PostgresInsert { get; }

    public string PostgresUpdate { get; }

    /// <summary>Of a single row: most bursts write one of a kind, and PostgreSQL unpacks no arrays for it.</summary>
    public string PostgresInsertOne => SqliteInsert;

    public string PostgresUpdateOne { get; }

    public string SqliteInsert { get; }

    public string SqliteUpdate { get; }

    /// <summary>The database gives the number of a row that has one.</summary>
    public Column<TRow>[] Inserted => _isIdentity ? _rest : _all;

    /// <summary>In the order of the update's parameters; the version that is expected follows them.</summary>
    public Column<TRow>[] Updated => _all;

    /// <summary>A text made from this table, once.</summary>
    public string Text(Func<TableMap<TRow>, string> make) =>
        _texts.GetOrAdd(make.Method.Name, static (_, state) => state.make(state.map), (make, map: this));

    public TRow Read(DbDataReader reader)
    {
        var row = new TRow();
        for (var i = 0; i < _all.Length; i++)
            _all[i].Read(row, reader, i);
        return row;
    }

    private string MakePostgresUpdate()
    {
        var arrays = Arrays(_all, 1) + (HasVersion ? $", ${_all.Length + 1}::integer[]" : "");
        var names = Names(_all) + (HasVersion ? ", expected_version" : "");
        var set = string.Join(", ", _rest.Select(column => $"{column.Name} = v.{column.Name}"));
        var where = string.Join(" and ", _keys.Select(column => $"t.{column.Name} = v.{column.Name}"))
            + Unchanged("t.version", "v.expected_version");
        var update = $"update {Table} t set {set} from unnest({arrays}) as v({names}) where {where}";
        return HasVersion ? Guarded(update, "cardinality($1)") : update;
    }

    private string MakePostgresUpdateOne()
    {
        var update = MakeUpdateOne();
        return HasVersion ? Guarded(update, "1") : update;
    }

    private string Unchanged(string version, string expected) => HasVersion ? $" and {version} = {expected}" : "";

    /// <summary>
    /// A row that somebody else has changed meanwhile must break the whole batch, of which the commit is a part: no answer of
    /// ours comes between. Dividing by zero is how plain SQL says no.
    /// </summary>
    private static string Guarded(string update, string expected) =>
        $"with changed as ({update} returning 1) select 1 / ((select count(*) from changed) = {expected})::int";

    private string MakeUpdateOne()
    {
        var set = string.Join(", ", _rest.Select((column, i) => $"{column.Name} = ${_keys.Length + i + 1}"));
        var where = string.Join(" and ", _keys.Select((column, i) => $"{column.Name} = ${i + 1}"))
            + Unchanged("version", $"${_all.Length + 1}");
        return $"update {Table} set {set} where {where}";
    }

    private static string Names(IEnumerable<Column<TRow>> columns) => string.Join(", ", columns.Select(column => column.Name));

    private static string Arrays(IEnumerable<Column<TRow>> columns, int first) =>
        string.Join(", ", columns.Select((column, i) => $"${first + i}::{column.PostgresArray}"));

    private static string Marks(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"${i}"));
}

internal interface ITableMap
{
    string Table { get; }
}
