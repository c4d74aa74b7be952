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

    /// <summary>
    /// Longest half of the first pause (real time) before a transaction that the database broke off is run again; doubled for
    /// each further try. Zero where nobody else is at the database, as in a simulation.
    /// </summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Of several hosts: how long (real time) one counts on by itself before it asks for the database's clock again. Zero where
    /// that
    /// clock is moved by hand, as in a simulation.
    /// </summary>
    public TimeSpan DatabaseClockKept { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the jitter comes from; a simulation gives its own, so that a run can be run again.</summary>
    public Random Jitter { get; set; } = Random.Shared;

    /// <summary>
    /// For how long what this host cannot run is left to other hosts before its instance is faulted; zero where there are none.
    /// </summary>
    public TimeSpan LeaveToOthers { get; set; }

    /// <summary>A deadline that fires this long after it was due is marked late.</summary>
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Name of this process in what it claims; no two that live at once have the same.</summary>
    public string HostId { get; set; } = $"{Guid.NewGuid():N}@{Environment.MachineName}";

    /// <summary>
    /// A letter that a host has taken for longer than this is no longer being sent: the host is dead, or what it will say of
    /// it comes too late. Longer than the longest time from a claim to its result.
    /// </summary>
    public TimeSpan LetterClaimLifetime { get; set; } = LetterClaims.DefaultLifetime;

    /// <summary>
    /// What links are derived from; null for a key that the database makes once and keeps. Another key voids nothing that was
    /// sent: a link is found by its token's hash.
    /// </summary>
    public string? LinkKey { get; set; }

    internal IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(ConnectionString))
            mistakes.Add("ConnectionString is empty: name the database, such as 'Data Source=workflow.db'.");
        if (SeveralHosts && Database == DatabaseKind.Sqlite)
            mistakes.Add("SeveralHosts needs PostgreSQL: a SQLite file has one host.");
        if (MaxAttempts < 1)
            mistakes.Add($"MaxAttempts is {MaxAttempts}: write at least 1.");
        if (FirstBackOff <= TimeSpan.Zero)
            mistakes.Add($"FirstBackOff is {FirstBackOff}: write more than zero.");
        if (RetryPause < TimeSpan.Zero)
            mistakes.Add($"RetryPause is {RetryPause}: write zero or more.");
        if (LateAfter < TimeSpan.Zero)
            mistakes.Add($"LateAfter is {LateAfter}: write zero or more.");
        if (LeaveToOthers < TimeSpan.Zero)
            mistakes.Add($"LeaveToOthers is {LeaveToOthers}: write zero or more.");
        if (string.IsNullOrWhiteSpace(HostId))
            mistakes.Add("HostId is empty: leave it as it is, or give each process its own.");
        if (LetterClaimLifetime < LetterClaims.ShortestLifetime)
            mistakes.Add($"LetterClaimLifetime is {LetterClaimLifetime}: write at least {LetterClaims.ShortestLifetime}.");
        if (LinkKey is { } key && key.Length < Forums.Links.LinkTokens.ShortestKey)
            mistakes.Add($"LinkKey is too short: write at least {Forums.Links.LinkTokens.ShortestKey} characters.");
        return mistakes;
    }
}

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
