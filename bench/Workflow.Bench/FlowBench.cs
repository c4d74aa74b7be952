using Microsoft.Extensions.DependencyInjection;
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
            await Measure.ForAsync(WarmUp, 1, number => FlowLoad.InstanceAsync(runtime, $"warm-{number}")).ConfigureAwait(false);
            var ours = await Measure.ForAsync(
                Duration, 1, number => FlowLoad.InstanceAsync(runtime, $"i-{number}")).ConfigureAwait(false);
            rows.Add(Row("SQLite (FULL), ours", 1, ours, null, 21));
        }

        await TableAsync(output, rows).ConfigureAwait(false);
    }

    private static Task TableAsync(BenchOutput output, IReadOnlyList<string[]> rows) => output.TableAsync(
            ["", "at once", "inst/s", "of raw", "of Elsa 3.7.1", "p50 ms", "p99 ms", "our CPU ms", "KB alloc",
            "transactions", "rows", "WAL KB"],
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
        await Measure.ForAsync(WarmUp, 4, number => FlowLoad.InstanceAsync(runtime, $"w{number}")).ConfigureAwait(false);
        await output.LineAsync($"Process {Environment.ProcessId} is warm.").ConfigureAwait(false);
        var ours = await Measure.ForAsync(
            Duration * 2, 4, number => FlowLoad.InstanceAsync(runtime, $"i{number}")).ConfigureAwait(false);
        await TableAsync(output, [Row("PostgreSQL, ours", 4, ours, null, null)]).ConfigureAwait(false);
        using var tally = new AllocationTally();
        await Measure.ForAsync(Duration / 2, 4, number => FlowLoad.InstanceAsync(runtime, $"a{number}")).ConfigureAwait(false);
        await output.TableAsync(["allocated", "share"], tally.Top(25)).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string[]>> PostgresAsync(BenchDatabase database, int atOnce)
    {
        var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
        var runtime = services.GetRequiredService<ForumRuntime>();
        var key = Guid.NewGuid().ToString("N");
        await Measure.ForAsync(
            WarmUp, atOnce, number => FlowLoad.InstanceAsync(runtime, $"{key}w{number}")).ConfigureAwait(false);
        await using var source = RawFlow.Source(database.ConnectionString);
        var raw = new RawFlow(source);
        await Measure.ForAsync(
            TimeSpan.FromSeconds(2), atOnce, number => raw.InstanceAsync($"{key}v{number}")).ConfigureAwait(false);

        var (ourTurns, rawTurns) = (new List<Cost>(), new List<Cost>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var now = $"{key}{turn}";
            ourTurns.Add(await Measure.ForAsync(
                Duration / Turns, atOnce, number => FlowLoad.InstanceAsync(runtime, $"{now}i{number}")).ConfigureAwait(false));
            rawTurns.Add(await Measure.ForAsync(
                Duration / Turns, atOnce, number => raw.InstanceAsync($"{now}r{number}")).ConfigureAwait(false));
        }

        var (ours, limit) = (Cost.Of(ourTurns), Cost.Of(rawTurns));
        var spent = await CountAsync(database, key).ConfigureAwait(false);
        return
        [
            [.. Row("PostgreSQL, raw commands", atOnce, limit, null, null)],
            [.. Row("PostgreSQL, ours", atOnce, ours, limit, Elsa.TryGetValue(atOnce, out var elsa) ? elsa : null)[..^3],
                BenchOutput.Say((double)spent.Transactions / Counted, "0.0"),
                BenchOutput.Say((double)spent.Rows / Counted, "0.0"),
                BenchOutput.Say(spent.Wal / 1024.0 / Counted, "0.0")],
        ];
    }

    /// <summary>
    /// What the server itself counts for so many instances; a connection that is closed has told it everything.
    /// </summary>
    private static async Task<ServerCount> CountAsync(BenchDatabase database, string key)
    {
        await database.CloseAsync().ConfigureAwait(false);
        var before = await ServerCount.TakeAsync(database.ConnectionString).ConfigureAwait(false);
        var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
        var runtime = services.GetRequiredService<ForumRuntime>();
        for (var i = 0; i < Counted; i++)
            await FlowLoad.InstanceAsync(runtime, $"{key}c{i}").ConfigureAwait(false);
        await database.CloseAsync().ConfigureAwait(false);
        return (await ServerCount.TakeAsync(database.ConnectionString).ConfigureAwait(false)).Since(before);
    }

    private static string[] Row(string name, int atOnce, Cost cost, Cost? limit, double? elsa) =>
    [
        name, BenchOutput.Say(atOnce), BenchOutput.Say(cost.PerSecond),
        limit is null ? "" : BenchOutput.Say(cost.PerSecond / limit.PerSecond, "0 %"),
        elsa is null ? "" : BenchOutput.Say(cost.PerSecond / elsa.Value, "0 ×"),
        BenchOutput.Say(cost.Percentile(0.5), "0.00"), BenchOutput.Say(cost.Percentile(0.99), "0.00"),
        BenchOutput.Say(cost.CpuMilliseconds, "0.00"), BenchOutput.Say(cost.Kilobytes), "", "", "",
    ];
}
