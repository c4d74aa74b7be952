using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflow.Runtime;

namespace Workflow.Bench;

/// <summary>
/// A million waiting deadlines of which a thousand come due: what looking costs when nothing is due, how long after its time
/// the last of the thousand is done, and how long a single one takes at idle.
/// </summary>
internal static class DeadlineBench
{
    private const int Looks = 800;
    private const int Due = 1_000;
    private const int Singles = 200;

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync("Deadlines (PostgreSQL)").ConfigureAwait(false);
        await using var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false);
        var sweep = await OpenAsync(database, 1_000_000).ConfigureAwait(false);
        await LooksAsync(output, database, sweep).ConfigureAwait(false);

        var (last, first, memory) = await ThousandAsync(database, sweep).ConfigureAwait(false);
        await output.LineAsync(
            $"{Due:N0} due at once among 800,000: first done {first:0} ms, last done {last:0} ms after; memory {memory:0} MB.")
            .ConfigureAwait(false);
        var poisoned = await PoisonedAsync(database, sweep).ConfigureAwait(false);
        await output.LineAsync(
            $"Behind 100 that come due at the same moment and always fail: one done {poisoned:0} ms after its time.")
            .ConfigureAwait(false);
        await SinglesAsync(output, database, sweep).ConfigureAwait(false);
        await ServeDeadlineBench.RunAsync(output, database).ConfigureAwait(false);
    }

    private static async Task<DeadlineSweep> OpenAsync(BenchDatabase database, int waiting)
    {
        var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
        await StartupBench.FillAsync(database.ConnectionString, waiting).ConfigureAwait(false);
        return services.GetRequiredService<DeadlineSweep>();
    }

    /// <summary>Turn and turn about, so that whatever else the machine does falls on both.</summary>
    private static async Task LooksAsync(BenchOutput output, BenchDatabase database, DeadlineSweep large)
    {
        await using var other = await database.AnotherAsync().ConfigureAwait(false);
        var small = await OpenAsync(other, 1_000).ConfigureAwait(false);
        await LookAsync(small, large).ConfigureAwait(false);
        var fresh = await LookAsync(small, large).ConfigureAwait(false);
        await ExecuteAsync(
            database.ConnectionString,
            """
            alter table deadlines set (autovacuum_enabled = false);
            update deadlines set fired_at = now(), next_try = null where id in (select id from deadlines order by next_try limit 200000);
            """).ConfigureAwait(false);
        var bloated = await LookAsync(small, large).ConfigureAwait(false);
        await output.TableAsync(
            ["a sweep with nothing due, 800 looks", "1,000 waiting, µs (median)", "1,000,000 waiting, µs", "ratio"],
            [
                ["fresh", BenchOutput.Say(fresh.Small), BenchOutput.Say(fresh.Large),
                BenchOutput.Say(fresh.Large / fresh.Small, "0.00")],
                [
                    "after 200,000 of the million fired, no vacuum",
                    BenchOutput.Say(bloated.Small), BenchOutput.Say(bloated.Large),
                    BenchOutput.Say(bloated.Large / bloated.Small, "0.00"),
                ],
            ]).ConfigureAwait(false);
    }

    private static async Task<(double Small, double Large)> LookAsync(DeadlineSweep small, DeadlineSweep large)
    {
        var (smalls, larges) = (new List<double>(), new List<double>());
        for (var i = 0; i < Looks; i++)
        {
            smalls.Add(await LookAsync(small).ConfigureAwait(false));
            larges.Add(await LookAsync(large).ConfigureAwait(false));
        }

        smalls.Sort();
        larges.Sort();
        return (smalls[Looks / 2], larges[Looks / 2]);
    }

    /// <summary>Microseconds.</summary>
    private static async Task<double> LookAsync(DeadlineSweep sweep)
    {
        var start = Stopwatch.GetTimestamp();
        if (await sweep.FireDueAsync("bench", CancellationToken.None).ConfigureAwait(false) != 0)
            throw new InvalidOperationException("Nothing was due, and something was fired.");
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static async Task<(double Last, double First, double Memory)> ThousandAsync(
        BenchDatabase database, DeadlineSweep sweep)
    {
        await ArmAsync(database.ConnectionString, "thousand", Due, TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        var fired = await SweepUntilAsync(sweep, Due).ConfigureAwait(false);
        if (fired != Due)
            throw new InvalidOperationException($"{fired} fired.");
        // A deadline's row is written at the end of its transaction, but its time is that of the beginning: the history's
        // commit is what counts, so the wall clock after the last group is taken.
        var late = await LatenessAsync(database.ConnectionString, "thousand").ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        return (late.Max(), late.Min(), process.WorkingSet64 / 1048576.0);
    }

    /// <summary>
    /// The hundred come due at the same moment as the good one and stand before it: each of them is tried and fails, in its group
    /// and then by itself.
    /// </summary>
    private static async Task<double> PoisonedAsync(BenchDatabase database, DeadlineSweep sweep)
    {
        // Their instances do not exist: whatever is tried fails.
        await ExecuteAsync(
            database.ConnectionString,
            """
            insert into deadlines (subject_id, kind, rung, subject_version, due, signal_name, next_try, is_late, attempts)
            select 'poison-' || i, 'answer', 'due', 1, at.due, 'Go', at.due, false, 0
            from generate_series(1, 100) i, (select clock_timestamp() + interval '2 seconds' as due) at;
            """).ConfigureAwait(false);
        await ArmAsync(database.ConnectionString, "behind", 1, TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        await ExecuteAsync(
            database.ConnectionString,
            """
            update deadlines set due = poison.due, next_try = poison.due
            from (select max(due) as due from deadlines where subject_id like 'poison-%') poison where subject_id like 'behind-%';
            """).ConfigureAwait(false);
        await SweepUntilAsync(sweep, 1).ConfigureAwait(false);
        return (await LatenessAsync(database.ConnectionString, "behind").ConfigureAwait(false)).Max();
    }

    private static async Task SinglesAsync(BenchOutput output, BenchDatabase database, DeadlineSweep sweep)
    {
        var late = new List<double>();
        for (var i = 0; i < Singles; i++)
        {
            var group = string.Create(CultureInfo.InvariantCulture, $"single{i}");
            await ArmAsync(database.ConnectionString, group, 1, TimeSpan.FromMilliseconds(120)).ConfigureAwait(false);
            await SweepUntilAsync(sweep, 1).ConfigureAwait(false);
            late.AddRange(await LatenessAsync(database.ConnectionString, group).ConfigureAwait(false));
        }

        late.Sort();
        await output.LineAsync(
            $"One at idle, by a sleeper without Hangfire: p50 {late[Singles / 2]:0.0} ms, p99 {late[(int)(Singles * 0.99)]:0.0} ms after its time; "
            + $"earliest {late[0]:0.0} ms.").ConfigureAwait(false);
    }

    /// <summary>As the waker does: sleep until the next is due, then fire.</summary>
    private static async Task<int> SweepUntilAsync(DeadlineSweep sweep, int wanted)
    {
        var fired = 0;
        while (fired < wanted)
        {
            var due = await sweep.NextDueAsync(CancellationToken.None).ConfigureAwait(false);
            var left = due - TimeProvider.System.GetUtcNow();
            if (left > TimeSpan.Zero)
                await Task.Delay(left.Value, TimeProvider.System).ConfigureAwait(false);
            fired += await sweep.FireDueAsync("bench", CancellationToken.None).ConfigureAwait(false);
        }

        return fired;
    }

    /// <summary>Instances that wait for the signal, with a deadline each that comes due together.</summary>
    private static Task ArmAsync(string connectionString, string group, int count, TimeSpan after) => ExecuteAsync(
        connectionString,
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            insert into instances (id, definition_id, definition_version, status, activity_id, waits_for, step, version, started_at)
            select '{group}-' || i, 'bench', 1, 'Waiting', 'w1', 'Go', 4, 2, now() from generate_series(1, {count}) i;
            insert into deadlines (subject_id, kind, rung, subject_version, due, signal_name, next_try, is_late, attempts)
            select '{group}-' || i, 'answer', 'due', 1, at.due, 'Go', at.due, false, 0
            from generate_series(1, {count}) i, (select clock_timestamp() + interval '{after.TotalMilliseconds} milliseconds' as due) at;
            """));

    /// <summary>Milliseconds between due and the end of the transaction that fired it.</summary>
    internal static Task<List<double>> LatenessAsync(string connectionString, string group) => MillisecondsAsync(
        connectionString,
        group,
        """
        select extract(epoch from pg_xact_commit_timestamp(xmin) - due) * 1000.0 from deadlines
        where subject_id like $1 || '-%' and fired_at is not null
        """);

    internal static async Task<List<double>> MillisecondsAsync(string connectionString, string group, string question)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Questions of the bench's own.
        command.CommandText = question;
#pragma warning restore CA2100
        command.Parameters.Add(new NpgsqlParameter { Value = group });
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var late = new List<double>();
        while (await reader.ReadAsync().ConfigureAwait(false))
            late.Add((double)reader.GetDecimal(0));
        return late;
    }

    internal static async Task ExecuteAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
#pragma warning disable CA2100 // Statements of the bench's own.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
