using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Bench;

/// <summary>
/// The flow that was measured on Elsa 3.7.1 on such a machine: start and two resumes of ten activities, whole and durable,
/// with history and audit. Beside it the same rows by prepared raw commands, in the same run.
/// </summary>
internal static class FlowBench
{
    private const int Counted = 500;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <summary>Ours and raw take turns, so that whatever else the machine does falls on both.</summary>
    private const int Turns = 4;

    private static readonly Actor Person = new("bench", "Bench");
    private static readonly int[] AtOnce = [1, 4, 16];

    /// <summary>Measured on Elsa 3.7.1 (instances per second at 1 and 4 at once, and CPU each); see the table.</summary>
    private static readonly Dictionary<int, double> Elsa = new() { [1] = 15, [4] = 19 };

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync("A flow of ten activities: start and two resumes").ConfigureAwait(false);
        var rows = new List<string[]>();
        await using (var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false))
        {
            foreach (var atOnce in AtOnce)
                rows.AddRange(await PostgresAsync(database, atOnce).ConfigureAwait(false));
        }

        await using (var database = BenchDatabase.Sqlite())
        {
            var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
            var runtime = services.GetRequiredService<ForumRuntime>();
            await Measure.ForAsync(WarmUp, 1, number => InstanceAsync(runtime, $"warm-{number}")).ConfigureAwait(false);
            var ours = await Measure.ForAsync(Duration, 1, number => InstanceAsync(runtime, $"i-{number}")).ConfigureAwait(false);
            rows.Add(Row("SQLite (FULL), ours", 1, ours, null, 21));
        }

        await TableAsync(output, rows).ConfigureAwait(false);
    }

    private static Task TableAsync(BenchOutput output, IReadOnlyList<string[]> rows) => output.TableAsync(
            ["", "at once", "inst/s", "of raw", "of Elsa 3.7.1", "p50 ms", "p99 ms", "our CPU ms", "KB alloc", "transactions", "rows", "WAL KB"],
            rows);

    /// <summary>The row that has an aim, alone.</summary>
    public static async Task FourAsync(BenchOutput output)
    {
        await using var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false);
        await TableAsync(output, await PostgresAsync(database, atOnce: 4).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Nothing but ours, four at once, long enough for a profiler to be put to it.</summary>
    public static async Task ProfileAsync(BenchOutput output)
    {
        await using var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false);
        var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
        var runtime = services.GetRequiredService<ForumRuntime>();
        await Measure.ForAsync(WarmUp, 4, number => InstanceAsync(runtime, $"w{number}")).ConfigureAwait(false);
        await output.LineAsync($"Process {Environment.ProcessId} is warm.").ConfigureAwait(false);
        var ours = await Measure.ForAsync(Duration * 2, 4, number => InstanceAsync(runtime, $"i{number}")).ConfigureAwait(false);
        await TableAsync(output, [Row("PostgreSQL, ours", 4, ours, null, null)]).ConfigureAwait(false);
        using var tally = new AllocationTally();
        await Measure.ForAsync(Duration / 2, 4, number => InstanceAsync(runtime, $"a{number}")).ConfigureAwait(false);
        await output.TableAsync(["allocated", "share"], tally.Top(25)).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string[]>> PostgresAsync(BenchDatabase database, int atOnce)
    {
        var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
        var runtime = services.GetRequiredService<ForumRuntime>();
        var key = Guid.NewGuid().ToString("N");
        await Measure.ForAsync(WarmUp, atOnce, number => InstanceAsync(runtime, $"{key}w{number}")).ConfigureAwait(false);
        await using var source = RawFlow.Source(database.ConnectionString);
        var raw = new RawFlow(source);
        await Measure.ForAsync(TimeSpan.FromSeconds(2), atOnce, number => raw.InstanceAsync($"{key}v{number}")).ConfigureAwait(false);

        var (ourTurns, rawTurns) = (new List<Cost>(), new List<Cost>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var now = $"{key}{turn}";
            ourTurns.Add(await Measure.ForAsync(Duration / Turns, atOnce, number => InstanceAsync(runtime, $"{now}i{number}")).ConfigureAwait(false));
            rawTurns.Add(await Measure.ForAsync(Duration / Turns, atOnce, number => raw.InstanceAsync($"{now}r{number}")).ConfigureAwait(false));
        }

        var (ours, limit) = (Cost.Of(ourTurns), Cost.Of(rawTurns));
        var spent = await CountAsync(database, key).ConfigureAwait(false);
        return
        [
            [.. Row("PostgreSQL, raw commands", atOnce, limit, null, null)],
            [.. Row("PostgreSQL, ours", atOnce, ours, limit, Elsa.TryGetValue(atOnce, out var elsa) ? elsa : null)[..^3],
                BenchOutput.Say((double)spent.Transactions / Counted, "0.0"), BenchOutput.Say((double)spent.Rows / Counted, "0.0"),
                BenchOutput.Say(spent.Wal / 1024.0 / Counted, "0.0")],
        ];
    }

    /// <summary>What the server itself counts for so many instances; a connection that is closed has told it everything.</summary>
    private static async Task<ServerCount> CountAsync(BenchDatabase database, string key)
    {
        await database.CloseAsync().ConfigureAwait(false);
        var before = await ServerCount.TakeAsync(database.ConnectionString).ConfigureAwait(false);
        var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
        var runtime = services.GetRequiredService<ForumRuntime>();
        for (var i = 0; i < Counted; i++)
            await InstanceAsync(runtime, $"{key}c{i}").ConfigureAwait(false);
        await database.CloseAsync().ConfigureAwait(false);
        return (await ServerCount.TakeAsync(database.ConnectionString).ConfigureAwait(false)).Since(before);
    }

    private static async Task InstanceAsync(ForumRuntime runtime, string id)
    {
        await ExecuteAsync(runtime, $"{id}/start", session => session.Start(BenchActivities.Definition, id, null)).ConfigureAwait(false);
        await ExecuteAsync(runtime, $"{id}/1", session => session.Raise(id, new Signal(BenchActivities.Signal))).ConfigureAwait(false);
        await ExecuteAsync(runtime, $"{id}/2", session => session.Raise(id, new Signal(BenchActivities.Signal))).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(ForumRuntime runtime, string commandId, Action<ForumSession> act)
    {
        var ruling = await runtime.ExecuteAsync(
            new CommandEnvelope(commandId, "bench", Person),
            (session, _) =>
            {
                act(session);
                return Task.FromResult<Ruling<bool>>(true);
            },
            CancellationToken.None).ConfigureAwait(false);
        if (!ruling.IsAccepted)
            throw new InvalidOperationException($"'{commandId}' was refused.");
    }

    private static string[] Row(string name, int atOnce, Cost cost, Cost? limit, double? elsa) =>
    [
        name, BenchOutput.Say(atOnce), BenchOutput.Say(cost.PerSecond),
        limit is null ? "" : BenchOutput.Say(cost.PerSecond / limit.PerSecond, "0 %"),
        elsa is null ? "" : BenchOutput.Say(cost.PerSecond / elsa.Value, "0 ×"),
        BenchOutput.Say(cost.Percentile(0.5), "0.00"), BenchOutput.Say(cost.Percentile(0.99), "0.00"),
        BenchOutput.Say(cost.CpuMilliseconds, "0.00"), BenchOutput.Say(cost.Kilobytes), "", "", "",
    ];

    /// <summary>What the server counted; its statistics are a second late at most.</summary>
    private sealed record ServerCount(long Transactions, long Rows, long Wal)
    {
        public static async Task<ServerCount> TakeAsync(string connectionString)
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync().ConfigureAwait(false);
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                select pg_stat_force_next_flush(), pg_sleep(1.5), 0, 0;
                select null, null, xact_commit, (select sum(n_tup_ins + n_tup_upd)::bigint from pg_stat_user_tables)
                from pg_stat_database where datname = current_database();
                select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint
                """;
            await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            await reader.NextResultAsync().ConfigureAwait(false);
            await reader.ReadAsync().ConfigureAwait(false);
            var (transactions, rows) = (reader.GetInt64(2), reader.GetInt64(3));
            await reader.NextResultAsync().ConfigureAwait(false);
            await reader.ReadAsync().ConfigureAwait(false);
            return new ServerCount(transactions, rows, reader.GetInt64(0));
        }

        public ServerCount Since(ServerCount before) =>
            new(Transactions - before.Transactions, Rows - before.Rows, Wal - before.Wal);
    }
}
