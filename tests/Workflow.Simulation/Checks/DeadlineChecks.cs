using System.Data.Common;
using System.Globalization;
using Workflow.Forums.Meetings;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>Every due deadline fired exactly once or was cancelled with a reason; none early, none forgotten.</summary>
internal sealed class DeadlineChecks(SimulationDatabase database, TimeProvider world)
{
    private readonly Dictionary<long, Row> _known = [];
    private long _last;

    /// <summary>When the next open deadline is tried (UTC).</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>New ones, and of those that were open the ones that are another now.</summary>
    public async Task EachStepAsync()
    {
        var changed = _known.Values.Where(row => row.IsOpen)
            .Select(row => (row.Id, row.Due, row.NextTry, row.IsOpen)).ToHashSet();
        // One that was settled for good and is tried again is not among the open ones that are known.
        changed.SymmetricExceptWith(await database.QueryAsync(
            "select id, due, next_try, fired_at is null and cancelled_at is null from deadlines where next_try is not null",
            row => (row.GetInt64(0), Instant(row, 1), Maybe(row, 2), row.GetBoolean(3))).ConfigureAwait(false));
        foreach (var id in changed.Select(row => row.Id).Where(id => id <= _last).Distinct().Order())
            await TakeAsync("where id = $1", id).ConfigureAwait(false);
        await TakeAsync("where id > $1", _last).ConfigureAwait(false);
        Next = _known.Values.Min(row => row.NextTry);
    }

    private async Task TakeAsync(string condition, params object[] values)
    {
        var rows = await database.QueryAsync(
            "select id, subject_id || ' ' || kind || ' ' || rung || ' ' || subject_version, due, fired_at, cancelled_at, "
            + $"coalesce(cancel_reason, ''), next_try from deadlines {condition}",
            row => new Row(row.GetInt64(0), row.GetString(1), Instant(row, 2), Maybe(row, 3), Maybe(row, 4),
                row.GetString(5), Maybe(row, 6)),
            values).ConfigureAwait(false);
        foreach (var row in rows)
            Check(row);
    }

    public async Task AtRestAsync(DateTimeOffset now)
    {
        await TakeAsync("").ConfigureAwait(false);
        if (await database.CountAsync("select count(*) from deadlines").ConfigureAwait(false) != _known.Count)
            throw new InvariantException("nothing is lost", $"there were {_known.Count} deadlines");
        Invariants.Hold("no deadline stays open past its time", _known.Values.Where(row => row.IsOpen && row.Due <= now)
            .Select(row => $"{row.Name} due {row.Due:O}"));
        Invariants.Hold("no deadline hangs on a date that is no more", await database.QueryAsync(
            """
            select d.subject_id || ' ' || d.rung || ' ' || d.subject_version || ' ' || m.data from deadlines d
            join meetings m on m.id = d.subject_id where d.kind = 'meeting' and d.fired_at is null and d.cancelled_at is null
            """,
            row => row.GetString(0).Split(' ', 4)).ConfigureAwait(false) is var clocks
            ? clocks.Where(
                clock => ForumJson.Read<Meeting>(clock[3]).ScheduleVersion.ToString(CultureInfo.InvariantCulture) != clock[2])
                .Select(clock => $"{clock[0]} {clock[1]} {clock[2]}")
            : []);
        Invariants.Hold("a deadline fires once", await database.QueryAsync(
            """
            select h.instance_id from history h where h.job_id is not null group by h.instance_id
            having count(*) > (select count(*) from deadlines d where d.subject_id = h.instance_id and d.fired_at is not null)
            """,
            row => row.GetString(0)).ConfigureAwait(false));
    }

    public static DateTimeOffset Instant(DbDataReader row, int column) => row.GetValue(column) switch
    {
        long ticks => new DateTimeOffset(ticks, TimeSpan.Zero),
        DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        DateTimeOffset instant => instant,
        var other => throw new InvalidOperationException($"'{other}' is no instant."),
    };

    public static DateTimeOffset? Maybe(DbDataReader row, int column) => row.IsDBNull(column) ? null : Instant(row, column);

    private void Check(Row row)
    {
        if (_known.TryGetValue(row.Id, out var before) && before == row)
            return;
        _known[row.Id] = row;
        _last = Math.Max(_last, row.Id);
        // By the world's clock, whatever the host that fired it believes; the row is looked at before the world moves on.
        if (row.FiredAt is not null && before is not { FiredAt: not null } && world.GetUtcNow() < row.Due)
            throw new InvariantException(
                "no deadline fires early", $"{row.Name} due {row.Due:O} fired when it was {world.GetUtcNow():O}");
        if (row.FiredAt < row.Due)
            throw new InvariantException("no deadline fires early", $"{row.Name} due {row.Due:O} fired {row.FiredAt:O}");
        if (row.FiredAt is not null && row.CancelledAt is not null)
            throw new InvariantException("a deadline is fired or cancelled, not both", row.Name);
        if (row.CancelledAt is not null && row.Reason.Length == 0)
            throw new InvariantException("a deadline is cancelled with a reason", row.Name);
        if (before is { IsOpen: false } && (before.FiredAt, before.CancelledAt) != (row.FiredAt, row.CancelledAt))
            throw new InvariantException(
                "a deadline fires once",
                $"{row.Name} was settled {before.FiredAt ?? before.CancelledAt:O} and again {row.FiredAt ?? row.CancelledAt:O}");
        if (before is not null && before.Due != row.Due)
            throw new InvariantException("a deadline keeps its time", row.Name);
        if (row.IsOpen == row.NextTry is null)
            throw new InvariantException(
                "an open deadline is tried, and no other", $"{row.Name} is {(row.IsOpen ? "held" : "tried again")}");
    }

    private sealed record Row(
        long Id, string Name, DateTimeOffset Due, DateTimeOffset? FiredAt, DateTimeOffset? CancelledAt, string Reason,
        DateTimeOffset? NextTry)
    {
        public bool IsOpen => FiredAt is null && CancelledAt is null;
    }
}
