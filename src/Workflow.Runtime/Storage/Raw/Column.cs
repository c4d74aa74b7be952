using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// One column of a table, read from and written to its row's property without boxing where PostgreSQL takes arrays.
/// </summary>
internal abstract class Column<TRow>(string name)
{
    /// <summary>Quoted: one of ours is called "order".</summary>
    public string Name { get; } = $"\"{name}\"";

    public bool Is(string column) => string.Equals(name, column, StringComparison.Ordinal);

    /// <summary>Type of an array of it in PostgreSQL.</summary>
    public abstract string PostgresArray { get; }

    /// <summary>
    /// The column of many rows as one parameter. Its type never depends on what is in it: a parameter that is a timestamp
    /// where it holds nothing, and an instant where it does, would have its statement parsed and planned at every turn.
    /// </summary>
    public abstract NpgsqlParameter Array(IReadOnlyList<TRow> rows);

    /// <summary>The column of one row.</summary>
    public abstract NpgsqlParameter One(TRow row);

    public abstract object Sqlite(TRow row);

    public abstract void Read(TRow row, DbDataReader reader, int ordinal);

    /// <exception cref="NotSupportedException">The property has a type that no table of ours has.</exception>
    public static Column<TRow> Of(IProperty property)
    {
        var info = property.PropertyInfo ?? throw new NotSupportedException($"{property} has no property.");
        var name = property.GetColumnName();
        if (info.PropertyType.IsEnum)
            return (Column<TRow>)Activator.CreateInstance(
                typeof(EnumColumn<,>).MakeGenericType(typeof(TRow), info.PropertyType), name, info)!;
        return info.PropertyType switch
        {
            var type when type == typeof(string) => new ValueColumn<TRow, string?>(name, info, "text[]"),
            var type when type == typeof(byte[]) => new ValueColumn<TRow, byte[]>(name, info, "bytea[]"),
            var type when type == typeof(int) => new ValueColumn<TRow, int>(name, info, "integer[]"),
            var type when type == typeof(long) => new ValueColumn<TRow, long>(name, info, "bigint[]"),
            var type when type == typeof(bool) => new ValueColumn<TRow, bool>(name, info, "boolean[]"),
            var type when type == typeof(DateOnly) => new ValueColumn<TRow, DateOnly>(name, info, "date[]"),
            var type when type == typeof(DateTimeOffset) => new InstantColumn<TRow>(name, info),
            var type when type == typeof(DateTimeOffset?) => new OptionalInstantColumn<TRow>(name, info),
            var type => throw new NotSupportedException($"{property.Name} of {typeof(TRow).Name} is a {type.Name}."),
        };
    }
}

internal abstract class PropertyColumn<TRow, TValue>(string name, PropertyInfo property) : Column<TRow>(name)
{
    protected Func<TRow, TValue> Get { get; } = property.GetMethod!.CreateDelegate<Func<TRow, TValue>>();

    protected Action<TRow, TValue> Set { get; } = property.SetMethod!.CreateDelegate<Action<TRow, TValue>>();
}

internal sealed class ValueColumn<TRow, TValue>(string name, PropertyInfo property, string postgresArray)
    : PropertyColumn<TRow, TValue>(name, property)
{
    public override string PostgresArray => postgresArray;

    public override NpgsqlParameter Array(IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Get(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values };
    }

    public override NpgsqlParameter One(TRow row) => new NpgsqlParameter<TValue> { TypedValue = Get(row) };

    public override object Sqlite(TRow row) => (object?)Get(row) ?? DBNull.Value;

    public override void Read(TRow row, DbDataReader reader, int ordinal) =>
        Set(row, reader.IsDBNull(ordinal) ? default! : reader.GetFieldValue<TValue>(ordinal));
}

/// <summary>By name, as the EF model has it.</summary>
internal sealed class EnumColumn<TRow, TValue>(string name, PropertyInfo property) : PropertyColumn<TRow, TValue>(name, property)
    where TValue : struct, Enum
{
    public override string PostgresArray => "text[]";

    public override NpgsqlParameter Array(IReadOnlyList<TRow> rows)
    {
        var values = new string[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Text(rows[i]);
        return new NpgsqlParameter<string[]> { TypedValue = values };
    }

    public override NpgsqlParameter One(TRow row) => new NpgsqlParameter<string> { TypedValue = Text(row) };

    public override object Sqlite(TRow row) => Text(row);

    public override void Read(TRow row, DbDataReader reader, int ordinal) =>
        Set(row, Enum.Parse<TValue>(reader.GetString(ordinal)));

    private string Text(TRow row)
    {
        var value = Get(row);
        return Enum.GetName(value) ?? value.ToString("D").ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>PostgreSQL: an instant in UTC. SQLite: ticks.</summary>
internal sealed class InstantColumn<TRow>(string name, PropertyInfo property) : PropertyColumn<TRow,
    DateTimeOffset>(name, property)
{
    public override string PostgresArray => "timestamptz[]";

    public override NpgsqlParameter Array(IReadOnlyList<TRow> rows)
    {
        var values = new DateTime[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Get(rows[i]).UtcDateTime;
        return new NpgsqlParameter<DateTime[]> { TypedValue = values, NpgsqlDbType = Instant.Array };
    }

    public override NpgsqlParameter One(TRow row) =>
        new NpgsqlParameter<DateTime> { TypedValue = Get(row).UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public override object Sqlite(TRow row) => Get(row).UtcTicks;

    public override void Read(TRow row, DbDataReader reader, int ordinal) => Set(row, Instant.Read(reader, ordinal));
}

internal sealed class OptionalInstantColumn<TRow>(string name, PropertyInfo property) : PropertyColumn<TRow,
    DateTimeOffset?>(name, property)
{
    public override string PostgresArray => "timestamptz[]";

    public override NpgsqlParameter Array(IReadOnlyList<TRow> rows)
    {
        var values = new DateTime?[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Get(rows[i])?.UtcDateTime;
        return new NpgsqlParameter<DateTime?[]> { TypedValue = values, NpgsqlDbType = Instant.Array };
    }

    public override NpgsqlParameter One(TRow row) => Get(row) is { } at
        ? new NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }
        : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public override object Sqlite(TRow row) => (object?)Get(row)?.UtcTicks ?? DBNull.Value;

    public override void Read(TRow row, DbDataReader reader, int ordinal) =>
        Set(row, reader.IsDBNull(ordinal) ? null : Instant.Read(reader, ordinal));
}

internal static class Instant
{
    public const NpgsqlDbType Array = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;

    public static DateTimeOffset Read(DbDataReader reader, int ordinal) => reader is NpgsqlDataReader
        ? new DateTimeOffset(reader.GetFieldValue<DateTime>(ordinal), TimeSpan.Zero)
        : new DateTimeOffset(reader.GetInt64(ordinal), TimeSpan.Zero);
}
