using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>For the tests: seed after seed, until one fails or the time is over.</summary>
public static class SimulationSuite
{
    public static bool HasPostgres => SimulationDatabases.HasPostgres;

    /// <param name="atLeast">Seeds that are played whatever the time.</param>
    /// <param name="days">Calendar days a run lasts before it is wound down.</param>
    public static async Task<IReadOnlyList<SimulationResult>> PlayAsync(
        DatabaseKind database, int first, int atLeast, TimeSpan time, int days)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var results = new List<SimulationResult>();
        await using var databases = new SimulationDatabases(database);
        while (results.Count < atLeast || TimeProvider.System.GetElapsedTime(begun) < time)
        {
            var options = new SimulationOptions { Database = database, Days = days };
            results.Add(await SimulationRun.PlayAsync(first + results.Count, options, databases).ConfigureAwait(false));
            if (results[^1].Failure is not null)
                break;
        }

        return results;
    }
}
