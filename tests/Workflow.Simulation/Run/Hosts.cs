using Workflow.Activities.Replay;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>
/// The processes that run now, and the next one when one dies: on PostgreSQL two on one database, each with a clock that may
/// be wrong by a minute; on SQLite one, for a file has one host.
/// </summary>
internal sealed class Hosts : IAsyncDisposable
{
    private readonly Surroundings _around;
    private readonly Trace _trace;
    private readonly SkewedClock[] _clocks;
    private readonly ForumProcess?[] _processes;

    public Hosts(Surroundings around, VirtualClock clock, Trace trace)
    {
        (_around, _trace) = (around, trace);
        Count = around.Database.Kind == DatabaseKind.Sqlite ? 1 : 2;
        _clocks = [.. Enumerable.Range(0, Count).Select(_ => new SkewedClock(clock))];
        _processes = new ForumProcess?[Count];
    }

    public int Count { get; }

    public ForumProcess First => _processes[0] ?? throw new InvalidOperationException("No process runs.");

    /// <summary>Sets the clock of a host so many seconds wrong.</summary>
    public void Skew(int host, int seconds) => _clocks[host].Skew = TimeSpan.FromSeconds(seconds);

    public void SetRight() => Array.ForEach(_clocks, clock => clock.Skew = TimeSpan.Zero);

    /// <summary>Starts whatever does not run. A process may die while it starts: then the next one is started.</summary>
    public async Task StartAsync()
    {
        for (var host = 0; host < Count; host++)
        {
            while (_processes[host] is null)
            {
                try
                {
                    _processes[host] = await ForumProcess.StartAsync(_around, _clocks[host]).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is ProcessDeathException or DatabaseConflictException)
                {
                    _trace.Tell($"host {host} did not come up ({exception.GetType().Name})");
                    _around.Faults.Restart();
                }
            }
        }
    }

    public async Task RestartAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        _around.Faults.Restart();
        await StartAsync().ConfigureAwait(false);
    }

    /// <summary>Whether the work came to its end; where the process died, the next one runs already.</summary>
    public async Task<bool> TryAsync(string what, Func<ForumProcess, Task> work, int host = 0)
    {
        var isDone = await TryOnAsync(host, what, work).ConfigureAwait(false);
        await StartAsync().ConfigureAwait(false);
        return isDone;
    }

    /// <summary>The same on every host at once.</summary>
    public async Task EverywhereAsync(string what, Func<ForumProcess, Task> work)
    {
        await Task.WhenAll(Enumerable.Range(0, Count).Select(host => TryOnAsync(host, what, work))).ConfigureAwait(false);
        await StartAsync().ConfigureAwait(false);
    }

    /// <summary>Leaves a dead process lying: the next one is started when the others have come to rest.</summary>
    public async Task<bool> TryOnAsync(int host, string what, Func<ForumProcess, Task> work)
    {
        var process = _processes[host]!;
        try
        {
            await work(process).ConfigureAwait(false);
            return true;
        }
        catch (ProcessDeathException death) when (death.InnerException is not Checks.InvariantException)
        {
            _trace.Tell($"host {host} died: {what}");
            _around.Faults.Restart();
            _processes[host] = null;
            await process.DisposeAsync().ConfigureAwait(false);
            return false;
        }
        catch (DatabaseConflictException)
        {
            // The database was away for longer than a transaction waits: the caller is told, and asks again.
            _trace.Tell($"host {host} gave up: {what}");
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var host = 0; host < Count; host++)
        {
            if (_processes[host] is { } process)
                await process.DisposeAsync().ConfigureAwait(false);
            _processes[host] = null;
        }
    }
}
