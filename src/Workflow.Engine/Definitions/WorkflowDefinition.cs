namespace Workflow.Engine.Definitions;

/// <summary>A lifecycle as read from a file of <c>workflows/</c>: validated, immutable.</summary>
public sealed record WorkflowDefinition
{
    public const string StartType = "Elsa.Start";
    public const string EndType = "Elsa.End";
    public const string StartPort = "Done";
    public const string TargetPort = "In";

    /// <summary>Id of this version of the definition (Elsa's <c>id</c>).</summary>
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>SHA-256 (hex, lower case) of what the file means: formatting and designer positions do not change it.</summary>
    public required string ContentHash { get; init; }

    public required string StartId { get; init; }

    public required IReadOnlyDictionary<string, ActivityNode> Activities { get; init; }

    /// <summary>Target activity by (source activity, source port); every declared outcome has exactly one.</summary>
    public required IReadOnlyDictionary<(string Activity, string Port), string> Connections { get; init; }

    public string Target(string activityId, string port) => Connections[(activityId, port)];
}

public sealed record ActivityNode(string Id, string Type, IReadOnlyDictionary<string, string> Inputs, string? DisplayName = null);
