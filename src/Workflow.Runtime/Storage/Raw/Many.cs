namespace Workflow.Runtime.Storage.Raw;

/// <summary>That a column holds one of many values, given as one parameter: PostgreSQL has arrays, SQLite reads JSON.</summary>
internal static class Many
{
    public static string Has(bool isPostgres, string column, int parameter) => isPostgres
        ? $"{column} = any(${parameter})"
        : $"{column} in (select value from json_each(${parameter}))";

    /// <summary>The parameter's value.</summary>
    public static object Of<T>(bool isPostgres, IEnumerable<T> values)
    {
        var all = values.ToArray();
        return isPostgres ? all : ForumJson.Write(all);
    }
}
