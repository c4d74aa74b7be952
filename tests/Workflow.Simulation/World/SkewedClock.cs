using Workflow.Activities.Replay;

namespace Workflow.Simulation.World;

/// <summary>The clock of one host: the world's, some seconds wrong.</summary>
internal sealed class SkewedClock(VirtualClock world) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    /// <summary>Moves with the world, too: a slow machine must not make another run of the same seed.</summary>
    public override long GetTimestamp() => world.GetUtcNow().UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + Skew;
}
