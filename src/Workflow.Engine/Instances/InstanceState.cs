namespace Workflow.Engine.Instances;

/// <summary>Where an instance stands. One token: at most one activity, waiting or to be run.</summary>
public sealed record InstanceState
{
    public required string InstanceId { get; init; }

    public required string SubjectId { get; init; }

    public required string DefinitionId { get; init; }

    public required int DefinitionVersion { get; init; }

    public InstanceStatus Status { get; init; } = InstanceStatus.Created;

    /// <summary>The activity the token stands at; null before the start and after the end.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Names of the signals waited for; empty unless waiting.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>Number of the last step begun, from 1; 0 before the first.</summary>
    public int Step { get; init; }
}

public enum InstanceStatus
{
    Created,
    Waiting,
    Finished,
    Faulted,
    Cancelled,
}
