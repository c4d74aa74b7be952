namespace Workflow.Simulation.Run;

/// <summary>What came of one seed.</summary>
/// <param name="Failure">Null where everything held.</param>
/// <param name="DeathsOnTheWay">Deaths between the server's yes to a letter and our writing it down; among the deaths.</param>
/// <param name="Trace">Hash of everything that was written: the same seed has the same.</param>
public sealed record SimulationResult(
    int Seed, int Steps, string? Failure, string Trace, double BodyYears, int Commits, int Deaths, int Breaks, int Letters,
    int DeathsOnTheWay);
