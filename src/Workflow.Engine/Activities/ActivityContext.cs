namespace Workflow.Engine.Activities;

/// <summary>What an activity is told when it is entered or resumed.</summary>
public sealed record ActivityContext
{
    public required string InstanceId { get; init; }

    /// <summary>
    /// The subject the instance is about (an item, a meeting, a consultation, an approval): Elsa's correlation id.
    /// </summary>
    public required string SubjectId { get; init; }

    public required string DefinitionId { get; init; }

    public required int DefinitionVersion { get; init; }

    public required string ActivityId { get; init; }

    /// <summary>Number of this step in the instance, from 1. (Instance, step) is the idempotency key of all it does.</summary>
    public required int Step { get; init; }

    /// <summary>Now, in UTC, the same for the whole burst.</summary>
    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>The signals it waited for when this one came; none when it is entered.</summary>
    public IReadOnlyList<string> WaitedFor { get; init; } = [];

    public required IUnitOfWork UnitOfWork { get; init; }
}
