using System.Diagnostics;
using System.Globalization;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>
/// <c>--seeds 1-200 [--seconds 120] [--seed N] [--days 90] [--workers 2] [--database sqlite|postgres] [--again] [--go-on]
/// [--loud]</c>: plays seeds until one fails, the time is over or all were played; with <c>--go-on</c> a failure does not end it.
/// </summary>
internal sealed class SimulationProgram
{
    private readonly SimulationOptions _options;
    private readonly (int From, int To) _seeds;
    private readonly TimeSpan _time;
    private readonly int _workers;
    private readonly bool _again;
    private readonly bool _goesOn;
    private readonly List<SimulationResult> _results = [];
    private int _next;

    private SimulationProgram(string[] args)
    {
        var one = Value(args, "--seed");
        var range = (one is null ? Value(args, "--seeds") ?? "1-20" : $"{one}-{one}").Split('-');
        _seeds = (Number(range[0]), Number(range[^1]));
        _time = TimeSpan.FromSeconds(Value(args, "--seconds") is { } seconds ? Number(seconds) : 86_400);
        _workers = Value(args, "--workers") is { } workers ? Number(workers) : 1;
        _again = args.Contains("--again");
        _goesOn = args.Contains("--go-on");
        _options = new SimulationOptions
        {
            Database = Value(args, "--database") == "postgres" ? DatabaseKind.Postgres : DatabaseKind.Sqlite,
            Days = Value(args, "--days") is { } days ? Number(days) : 90,
            IsLoud = args.Contains("--loud"),
        };
        _next = _seeds.From - 1;
    }

    /// <returns>0 where every seed held, 1 where one did not.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        SimulationDatabases.SingleThreaded();
        return new SimulationProgram(args).RunAsync();
    }

    private async Task<int> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        await using (var databases = new SimulationDatabases(_options.Database))
        {
            var workers = Enumerable.Range(0, _workers).Select(_ => Task.Run(() => WorkAsync(databases, watch)));
            await Task.WhenAll(workers).ConfigureAwait(false);
        }

        var years = _results.Sum(result => result.BodyYears);
        var cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_results.Count} seeds, {years:F1} body-years, {_results.Sum(result => (long)result.Steps)} steps, "
            + $"{_results.Sum(result => (long)result.Commits)} commits, {_results.Sum(result => result.Deaths)} deaths "
            + $"({_results.Sum(result => result.DeathsOnTheWay)} with a letter on its way), "
            + $"{_results.Sum(result => result.Breaks)} broken commits, {_results.Sum(result => result.Letters)} letters taken "
            + $"in {watch.Elapsed.TotalSeconds:F1} s, {cpu:F1} s of CPU: {years / cpu:F2} body-years per second and core"));
        var failed = _results.Where(result => result.Failure is not null).ToList();
        return failed.Count == 0 ? 0 : 1;
    }

    private async Task WorkAsync(SimulationDatabases databases, Stopwatch watch)
    {
        while (watch.Elapsed < _time && Interlocked.Increment(ref _next) is var seed && seed <= _seeds.To)
        {
            var result = await SimulationRun.PlayAsync(seed, _options, databases).ConfigureAwait(false);
            if (_again && (await SimulationRun.PlayAsync(seed, _options, databases).ConfigureAwait(false)).Trace != result.Trace)
                result = result with { Failure = $"seed {seed}: the same seed went another way" };
            lock (_results)
                _results.Add(result);
            Report(result);
        }
    }

    private void Report(SimulationResult result)
    {
        // A long run tells now and then that it is alive, and where it would have to be taken up again.
        if (_results.Count % 25 == 0)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{_results.Count} seeds played, up to {result.Seed}; {_results.Count(played => played.Failure is not null)} failed, "
                + $"{_results.Sum(played => played.BodyYears):F0} body-years"));
        if (result.Failure is null)
            return;
        if (!_goesOn)
            _next = _seeds.To;
        Console.WriteLine($"{result.Failure}");
        Console.WriteLine("rerun: dotnet run --project tests/Workflow.Simulation -c Release -- "
            + $"--seed {result.Seed} --days {_options.Days}"
            + (_options.Database == DatabaseKind.Postgres ? " --database postgres" : "") + " --loud");
    }

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
