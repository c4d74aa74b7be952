namespace Workflow.Simulation.Run;

/// <summary>What came of one seed.</summary>
/// <param name="Failure">Null where everything held.</param>
/// <param name="Trace">Hash of everything that was written: the same seed has the same.</param>
public sealed record SimulationResult(
    int Seed, int Steps, string? Failure, string Trace, double BodyYears, int Commits, int Deaths, int Breaks, int Letters);
