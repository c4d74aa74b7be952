using Microsoft.Extensions.DependencyInjection;
using Workflow.Bench;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.OnElsa.Bench;

/// <summary>
/// The flow of ten activities (start and two resumes) on the embedded runtime and on Elsa, in turns, on databases of their own in
/// one server: whole, durable, with history and audit. Only what carries the token differs.
/// </summary>
internal static class RuntimesBench
{
    private const int Counted = 200;
    private const int Turns = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);
    private static readonly string[] Columns =
        ["", "at once", "inst/s", "embedded : Elsa", "p50 ms", "p99 ms", "CPU ms", "KB alloc", "transactions", "rows", "WAL KB"];

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync("A flow of ten activities on both runtimes").ConfigureAwait(false);
        var rows = new List<string[]>();
        await using (var embedded = await BenchDatabase.PostgresAsync().ConfigureAwait(false))
        await using (var elsa = await embedded.AnotherAsync().ConfigureAwait(false))
        {
            foreach (var atOnce in new[] { 1, 4 })
                rows.AddRange(await PairAsync(embedded, elsa, atOnce).ConfigureAwait(false));
        }

        await using (var embedded = BenchDatabase.Sqlite())
        await using (var elsa = BenchDatabase.Sqlite())
            rows.AddRange(await PairAsync(embedded, elsa, atOnce: 1).ConfigureAwait(false));
        await output.TableAsync(Columns, rows).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string[]>> PairAsync(BenchDatabase embedded, BenchDatabase elsa, int atOnce)
    {
        var sides = new[] { await OpenAsync(embedded, engine: null).ConfigureAwait(false),
            await OpenAsync(elsa, ElsaEngine.From).ConfigureAwait(false) };
        var key = Guid.NewGuid().ToString("N");
        foreach (var side in sides)
            await Measure.ForAsync(
                WarmUp, atOnce, number => FlowLoad.InstanceAsync(side, $"{key}w{number}")).ConfigureAwait(false);
        var turns = sides.Select(_ => new List<Cost>()).ToArray();
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var i = 0; i < sides.Length; i++)
                turns[i].Add(await Measure.ForAsync(
                    Turn, atOnce, number => FlowLoad.InstanceAsync(sides[i], $"{key}{turn}i{number}")).ConfigureAwait(false));
        }

        var (ours, theirs) = (Cost.Of(turns[0]), Cost.Of(turns[1]));
        return
        [
            Row($"{Name(embedded)}, embedded", atOnce, ours, null, await CountAsync(embedded, null, key).ConfigureAwait(false)),
            Row($"{Name(elsa)}, on Elsa {Version}", atOnce, theirs, ours,
                await CountAsync(elsa, ElsaEngine.From, key).ConfigureAwait(false)),
        ];
    }

    private static string? Version => typeof(Elsa.Workflows.Activity).Assembly.GetName().Version?.ToString(3);

    private static string Name(BenchDatabase database) => database.Kind == DatabaseKind.Sqlite ? "SQLite (FULL)" : "PostgreSQL";

    private static async Task<ForumRuntime> OpenAsync(BenchDatabase database, Func<IServiceProvider, ILifecycleEngine>? engine)
    {
        var services = await database.OpenAsync(
            new ActivityCatalogue(BenchActivities.All), engine, BenchActivities.Json).ConfigureAwait(false);
        return services.GetRequiredService<ForumRuntime>();
    }

    /// <summary>What the server counts for so many instances; null for SQLite, which counts nothing.</summary>
    private static async Task<ServerCount?> CountAsync(
        BenchDatabase database, Func<IServiceProvider, ILifecycleEngine>? engine, string key)
    {
        await database.CloseAsync().ConfigureAwait(false);
        if (database.Kind == DatabaseKind.Sqlite)
            return null;
        var runtime = await OpenAsync(database, engine).ConfigureAwait(false);
        await FlowLoad.InstanceAsync(runtime, $"{key}first").ConfigureAwait(false);
        var before = await ServerCount.TakeAsync(database.ConnectionString).ConfigureAwait(false);
        for (var i = 0; i < Counted; i++)
            await FlowLoad.InstanceAsync(runtime, $"{key}c{i}").ConfigureAwait(false);
        await database.CloseAsync().ConfigureAwait(false);
        return (await ServerCount.TakeAsync(database.ConnectionString).ConfigureAwait(false)).Since(before);
    }

    private static string[] Row(string name, int atOnce, Cost cost, Cost? embedded, ServerCount? count) =>
    [
        name, BenchOutput.Say(atOnce), BenchOutput.Say(cost.PerSecond),
        embedded is null ? "" : BenchOutput.Say(embedded.PerSecond / cost.PerSecond, "0.0"),
        BenchOutput.Say(cost.Percentile(0.5), "0.0"), BenchOutput.Say(cost.Percentile(0.99), "0.0"),
        BenchOutput.Say(cost.CpuMilliseconds, "0.0"), BenchOutput.Say(cost.Kilobytes),
        count is null ? "" : BenchOutput.Say((double)count.Transactions / Counted, "0.0"),
        count is null ? "" : BenchOutput.Say((double)count.Rows / Counted, "0.0"),
        count is null ? "" : BenchOutput.Say(count.Wal / 1024.0 / Counted, "0.0"),
    ];
}
