namespace Workflow.Engine.Activities;

/// <summary>What a definition may know of an activity: its stable name, its inputs, the outcomes it can end with.</summary>
public sealed record ActivityDescriptor
{
    /// <summary>The stable alias that definitions name, such as <c>Forum.AwaitDecision</c>; never a CLR name.</summary>
    public required string TypeName { get; init; }

    /// <summary>One sentence for the catalogue.</summary>
    public required string Summary { get; init; }

    public IReadOnlyList<ActivityInput> Inputs { get; init; } = [];

    /// <summary>Every outcome the activity can complete with. A definition must connect each of them.</summary>
    public required IReadOnlyList<ActivityOutcome> Outcomes { get; init; }

    /// <summary>Names of the signals it may wait for; empty where it completes at once.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    public bool CanWait => Signals.Count > 0;
}

/// <param name="TypeName">Elsa's alias: String, Int32 or Boolean.</param>
/// <param name="Allowed">Where not empty, the only literals that are accepted.</param>
public sealed record ActivityInput(string Name, string TypeName, bool Required, string Summary)
{
    public IReadOnlyList<string> Allowed { get; init; } = [];
}

public sealed record ActivityOutcome(string Name, string Summary);
