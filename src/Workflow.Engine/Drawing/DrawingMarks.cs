namespace Workflow.Engine.Drawing;

/// <summary>What a drawing shows of one instance besides its definition.</summary>
public sealed record DrawingMarks
{
    /// <summary>Id of the activity the token stands at; null where it has not started or has ended.</summary>
    public string? Current { get; init; }

    /// <summary>Ids of the activities that stand in the instance's history.</summary>
    public IReadOnlySet<string> Visited { get; init; } = new HashSet<string>();
}
