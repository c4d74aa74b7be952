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

/// <summary>What came of one seed.</summary>
/// <param name="Failure">Null where everything held.</param>
/// <param name="Trace">Hash of everything that was written: the same seed has the same.</param>
internal sealed record SimulationResult(int Seed, int Steps, string? Failure, string Trace, double BodyYears, int Commits, int Deaths, int Breaks, int Letters);
