namespace Workflow.Engine.Activities;

/// <summary>Something happened to a subject that its instance may wait for.</summary>
public sealed record Signal(string Name)
{
    /// <summary>Id of the person who caused it; null where a deadline or another instance did.</summary>
    public string? ActorId { get; init; }

    public string? OnBehalfOfId { get; init; }

    /// <summary>Small facts that belong to the signal (a rung's name, a child's outcome); never documents.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();
}
