using System.Diagnostics;
using System.Globalization;

namespace Workflow.Bench;

/// <summary>Prints tables in Markdown, so that a run can be kept as it is.</summary>
internal sealed class BenchOutput(TextWriter writer)
{
    private const int Syncs = 500;

    /// <summary>What the figures depend on: processors, memory, runtime, and how long the disk takes to be sure.</summary>
    public async Task MachineAsync()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        await LineAsync(
            $"Machine: {Environment.ProcessorCount} processors, {memory} GB, .NET {Environment.Version}, "
            + $"fsync of 8 KB {Sync().TotalMilliseconds:0.000} ms (median of {Syncs}).").ConfigureAwait(false);
    }

    public async Task HeadingAsync(string text) => await LineAsync($"\n## {text}\n").ConfigureAwait(false);

    public async Task TableAsync(string[] columns, IEnumerable<string[]> rows)
    {
        await LineAsync($"| {string.Join(" | ", columns)} |").ConfigureAwait(false);
        await LineAsync($"|{string.Concat(Enumerable.Repeat("---|", columns.Length))}").ConfigureAwait(false);
        foreach (var row in rows)
            await LineAsync($"| {string.Join(" | ", row)} |").ConfigureAwait(false);
        await LineAsync("").ConfigureAwait(false);
    }

    public Task LineAsync(FormattableString text) => LineAsync(text.ToString(CultureInfo.InvariantCulture));

    public async Task LineAsync(string text)
    {
        await writer.WriteLineAsync(text).ConfigureAwait(false);
        await writer.FlushAsync().ConfigureAwait(false);
    }

    public static string Say(double value, string format = "0") => value.ToString(format, CultureInfo.InvariantCulture);

    private static TimeSpan Sync()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
            var block = new byte[8192];
            var times = new List<TimeSpan>();
            for (var i = 0; i < Syncs; i++)
            {
                file.Position = 0;
                file.Write(block);
                var start = Stopwatch.GetTimestamp();
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(start));
            }

            times.Sort();
            return times[Syncs / 2];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
