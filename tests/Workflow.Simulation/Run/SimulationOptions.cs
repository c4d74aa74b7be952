using Workflow.Runtime;

namespace Workflow.Simulation.Run;

/// <summary>What is played.</summary>
internal sealed record SimulationOptions
{
    public DatabaseKind Database { get; init; } = DatabaseKind.Sqlite;

    /// <summary>Calendar days a run lasts before it is wound down.</summary>
    public int Days { get; init; } = 90;

    /// <summary>Tells every step to the screen.</summary>
    public bool IsLoud { get; init; }
}
