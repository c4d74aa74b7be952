using System.Data.Common;
using System.Globalization;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>Every due deadline fired exactly once or was cancelled with a reason; none early, none forgotten.</summary>
internal sealed class DeadlineChecks(SimulationDatabase database)
{
    private const string Fired =
        """
        select d.subject_id || ' ' || d.kind || ' ' || d.rung || ' ' || d.subject_version from deadlines d where d.fired_at is not null
        """;

    /// <summary>When the next open deadline is tried (UTC).</summary>
    public DateTimeOffset? Next { get; private set; }

    public async Task EachStepAsync()
    {
        Invariants.Hold("no deadline fires early", await IdsAsync("fired_at is not null and fired_at < due").ConfigureAwait(false));
        Invariants.Hold("a deadline is fired or cancelled, not both", await IdsAsync("fired_at is not null and cancelled_at is not null").ConfigureAwait(false));
        Invariants.Hold("a deadline is cancelled with a reason", await IdsAsync(
            "cancelled_at is not null and (cancel_reason is null or cancel_reason = '')").ConfigureAwait(false));
        var next = await database.QueryAsync(
            "select min(next_try) from deadlines where next_try is not null", row => row.IsDBNull(0) ? (DateTimeOffset?)null : Instant(row, 0)).ConfigureAwait(false);
        Next = next[0];
    }

    public async Task AtRestAsync(DateTimeOffset now)
    {
        var open = await database.QueryAsync(
            "select subject_id || ' ' || kind || ' ' || rung || ' ' || coalesce(failure, ''), due from deadlines where fired_at is null and cancelled_at is null",
            row => (Id: row.GetString(0), Due: Instant(row, 1))).ConfigureAwait(false);
        Invariants.Hold("no deadline stays open past its time", open.Where(deadline => deadline.Due <= now).Select(deadline => $"{deadline.Id} due {deadline.Due:O}"));
        await FiredOnceAsync().ConfigureAwait(false);
    }

    public static DateTimeOffset Instant(DbDataReader row, int column) => row.GetValue(column) switch
    {
        long ticks => new DateTimeOffset(ticks, TimeSpan.Zero),
        DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        DateTimeOffset instant => instant,
        var other => throw new InvalidOperationException($"'{other}' is no instant."),
    };

    /// <summary>Each firing gave one signal, and each signal of a deadline comes of a firing.</summary>
    private async Task FiredOnceAsync()
    {
        var fired = await database.QueryAsync(Fired, row => row.GetString(0)).ConfigureAwait(false);
        var signals = await database.QueryAsync(
            "select instance_id, data from signals where data like '%\"rung\"%'", row => (Id: row.GetString(0), Data: row.GetString(1))).ConfigureAwait(false);
        var given = signals.ConvertAll(signal => $"{signal.Id} {Named(signal.Data)}");
        Invariants.Hold("a deadline fires once", given.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
        Invariants.Hold("a fired deadline gave its signal", fired.Except(given, StringComparer.Ordinal));
        Invariants.Hold("a deadline's signal comes of its firing", given.Except(fired, StringComparer.Ordinal));
    }

    private static string Named(string data)
    {
        var facts = ForumJson.Read<Dictionary<string, string>>(data);
        return string.Create(CultureInfo.InvariantCulture, $"{facts["kind"]} {facts["rung"]} {facts["subjectVersion"]}");
    }

    private Task<List<string>> IdsAsync(string condition) => database.QueryAsync(
        $"select subject_id || ' ' || kind || ' ' || rung from deadlines where {condition}", row => row.GetString(0));
}
