namespace Workflow.IntegrationTests.Conformance;

/// <summary>All that a scenario left behind, as far as a runtime may differ in it.</summary>
internal sealed record Ending
{
    /// <summary>The runtime that was watched.</summary>
    public required string RecordedOn { get; init; }

    public required IReadOnlyList<InstanceEnding> Instances { get; init; }

    /// <summary>Signals that wait for an operator, each with its reason.</summary>
    public required IReadOnlyList<string> Parked { get; init; }
}

internal sealed record InstanceEnding
{
    public required string Id { get; init; }

    /// <summary>Id and version.</summary>
    public required string Definition { get; init; }

    public required string Status { get; init; }

    public string? Activity { get; init; }

    public required string WaitsFor { get; init; }

    public string? Fault { get; init; }

    /// <summary>Step (or the range of steps that are alike), activity, outcome and reason.</summary>
    public required IReadOnlyList<string> History { get; init; }

    /// <summary>Which steps wrote into the domain. One that did so twice would have failed.</summary>
    public required string Effects { get; init; }

    public required IReadOnlyList<string> Deadlines { get; init; }
}
