using Workflow.Activities.Replay;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>The process that runs now, and the next one when it dies.</summary>
internal sealed class Hosts(Surroundings around, VirtualClock clock, Trace trace) : IAsyncDisposable
{
    private ForumProcess? _current;

    public ForumProcess Current => _current ?? throw new InvalidOperationException("No process runs.");

    /// <summary>A process may die while it starts: then the next one is started.</summary>
    public async Task StartAsync()
    {
        while (_current is null)
        {
            try
            {
                _current = await ForumProcess.StartAsync(around, clock).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ProcessDeathException or DatabaseConflictException)
            {
                trace.Tell($"the process did not come up ({exception.GetType().Name})");
                around.Faults.Restart();
            }
        }
    }

    public async Task RestartAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        around.Faults.Restart();
        await StartAsync().ConfigureAwait(false);
    }

    /// <summary>Whether the work came to its end; where the process died, the next one runs already.</summary>
    public async Task<bool> TryAsync(string what, Func<ForumProcess, Task> work)
    {
        try
        {
            await work(Current).ConfigureAwait(false);
            return true;
        }
        catch (ProcessDeathException)
        {
            trace.Tell($"died: {what}");
            await RestartAsync().ConfigureAwait(false);
            return false;
        }
        catch (DatabaseConflictException)
        {
            // The database was away for longer than a transaction waits: the caller is told, and asks again.
            trace.Tell($"gave up: {what}");
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_current is not null)
            await _current.DisposeAsync().ConfigureAwait(false);
        _current = null;
    }
}
