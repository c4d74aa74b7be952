using Workflow.Activities.Replay;

namespace Workflow.Simulation.World;

/// <summary>The clock of one host: the world's, some seconds wrong.</summary>
internal sealed class SkewedClock(VirtualClock world) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + Skew;
}
