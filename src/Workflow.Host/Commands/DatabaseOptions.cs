using System.Data.Common;
using System.Globalization;
using Workflow.Forums;
using Workflow.Host.Serve;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

internal static class DatabaseOptions
{
    /// <summary>
    /// A host that is paused in the middle of a transaction holds its rows no longer than this; it finds its connection
    /// closed and begins anew.
    /// </summary>
    public static readonly TimeSpan ReleaseOfPausedHosts = TimeSpan.FromSeconds(30);

    /// <summary>A pause of the garbage collector or of a busy machine must not look like a host that stands still.</summary>
    public static readonly TimeSpan ShortestRelease = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a rolling restart takes; after that a case that no host can run is shown as faulted.</summary>
    private static readonly TimeSpan PatienceWithOthers = TimeSpan.FromHours(1);

    /// <summary>PostgreSQL may have several hosts, so there its own clock counts, and not that of any host.</summary>
    /// <param name="value">A SQLite file, or a PostgreSQL connection string; null for the default file.</param>
    /// <param name="release">See <see cref="ReleaseOfPausedHosts"/>, which it is by default. Left alone where the connection
    /// string has options of its own.</param>
    /// <exception cref="CommandRefusedException">The release is shorter than a second: PostgreSQL would take zero for
    /// never.</exception>
    public static RuntimeOptions From(string? value, string defaultFile, TimeSpan? release = null) =>
        value?.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) == true
            ? new RuntimeOptions
            {
                Database = DatabaseKind.Postgres,
                ConnectionString = Released(value, release ?? ReleaseOfPausedHosts),
                SeveralHosts = true,
                LeaveToOthers = PatienceWithOthers,
            }
            : new RuntimeOptions { Database = DatabaseKind.Sqlite, ConnectionString = "Data Source=" + (value ?? defaultFile) };

    private static string Released(string connectionString, TimeSpan release)
    {
        if (release < ShortestRelease)
            throw new CommandRefusedException(new Refusal(
                "release-short",
                HostTexts.Format("ReleaseShort",
                    $"{ServeOptions.Section}__{nameof(ServeOptions.IdleInTransactionTimeout)}", ShortestRelease)));
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!builder.ContainsKey("Options"))
            builder["Options"] = string.Create(
                CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={release.TotalMilliseconds:0}ms");
        return builder.ConnectionString;
    }

    /// <summary>For a clock that is not the world's: the database's cannot count.</summary>
    public static RuntimeOptions OnVirtualClock(string? value, string defaultFile)
    {
        var options = From(value, defaultFile);
        options.SeveralHosts = false;
        options.LeaveToOthers = TimeSpan.Zero;
        return options;
    }
}
