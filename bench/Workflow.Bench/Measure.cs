using System.Diagnostics;

namespace Workflow.Bench;

/// <summary>What a number of pieces of work cost this process.</summary>
internal sealed record Cost(int Count, TimeSpan Wall, TimeSpan Cpu, long Allocated, IReadOnlyList<double> Milliseconds)
{
    public double PerSecond => Count / Wall.TotalSeconds;

    public double CpuMilliseconds => Cpu.TotalMilliseconds / Count;

    public double Kilobytes => Allocated / 1024.0 / Count;

    /// <summary>Several turns as one measurement.</summary>
    public static Cost Of(IReadOnlyList<Cost> turns) => new(
        turns.Sum(turn => turn.Count),
        new TimeSpan(turns.Sum(turn => turn.Wall.Ticks)),
        new TimeSpan(turns.Sum(turn => turn.Cpu.Ticks)),
        turns.Sum(turn => turn.Allocated),
        [.. turns.SelectMany(turn => turn.Milliseconds).Order()]);

    public double Percentile(double share) => Milliseconds[(int)Math.Min(Milliseconds.Count - 1, Milliseconds.Count * share)];
}

internal static class Measure
{
    /// <summary>Runs the work for a while at so many at once.</summary>
    public static async Task<Cost> ForAsync(TimeSpan duration, int atOnce, Func<int, Task> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (cpu, allocated, start) =
            (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        var number = 0;
        var times = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                var before = Stopwatch.GetTimestamp();
                await work(Interlocked.Increment(ref number)).ConfigureAwait(false);
                own.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            return own;
        }))).ConfigureAwait(false);
        var wall = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        var sorted = times.SelectMany(own => own).Order().ToList();
        return new Cost(
            sorted.Count, wall, process.TotalProcessorTime - cpu, GC.GetTotalAllocatedBytes(precise: true) - allocated, sorted);
    }
}
