namespace Workflow.Runtime;

/// <summary>Which database the runtime keeps everything in, and how patient it is.</summary>
public sealed class RuntimeOptions
{
    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    public string ConnectionString { get; set; } = "Data Source=workflow.db";

    /// <summary>Several hosts on one PostgreSQL: time is then the database's, not each host's. Not for a virtual clock.</summary>
    public bool SeveralHosts { get; set; }

    /// <summary>How often a step is tried before its instance is faulted and waits for an operator.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Pause after the first failed try; doubled for each further one, and jittered.</summary>
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A deadline that fires this long after it was due is marked late.</summary>
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMinutes(5);
}

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
