namespace Workflow.Activities.Replay;

/// <summary>A clock that stands still until it is moved, and only forward.</summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start.ToUniversalTime();

    public override DateTimeOffset GetUtcNow() => _now;

    public void AdvanceTo(DateTimeOffset instant)
    {
        if (instant > _now)
            _now = instant.ToUniversalTime();
    }
}
