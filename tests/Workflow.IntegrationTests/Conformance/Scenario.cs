using System.Text.Json.Serialization;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>What happens to some instances, and how each of their activities answers: the same for every runtime.</summary>
internal sealed record Scenario
{
    public required string About { get; init; }

    /// <summary>Names of files: <c>workflows/…</c> is the product's, all others lie beside the scenarios.</summary>
    public required IReadOnlyList<string> Definitions { get; init; }

    public required IReadOnlyDictionary<string, InstanceScript> Instances { get; init; }

    public required IReadOnlyList<Stimulus> Stimuli { get; init; }
}

/// <param name="Steps">Line n tells the activity that the instance's step n runs what to answer.</param>
internal sealed record InstanceScript(string Definition, IReadOnlyList<ScriptLine> Steps);

internal sealed record ScriptLine
{
    public required string Activity { get; init; }

    public required string Outcome { get; init; }

    /// <summary>The signal that ends the wait; absent where the activity completes when it is entered.</summary>
    public string? By { get; init; }

    /// <summary>Signals upon which it waits on.</summary>
    public IReadOnlyList<string> Again { get; init; } = [];

    /// <summary>What it waits for where that is not all its descriptor declares.</summary>
    public IReadOnlyList<string>? WaitsFor { get; init; }

    /// <summary>
    /// How its first tries fail: <c>retryable</c>, <c>permanent</c> or <c>crash</c> (an exception of no known type).
    /// </summary>
    public IReadOnlyList<string> Fails { get; init; } = [];

    /// <summary>Id of the instance (one of the scenario's) that it starts as its child.</summary>
    public string? Starts { get; init; }

    /// <summary>A deadline that it sets when it is entered.</summary>
    public ScriptDeadline? Deadline { get; init; }

    /// <summary>How many lines this one stands for.</summary>
    public int Times { get; init; } = 1;
}

internal sealed record ScriptDeadline(string Signal, double Hours);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(StartStimulus), "start")]
[JsonDerivedType(typeof(SignalStimulus), "signal")]
[JsonDerivedType(typeof(SignalsStimulus), "signals")]
[JsonDerivedType(typeof(AdvanceStimulus), "advance")]
[JsonDerivedType(typeof(FireStimulus), "fire")]
[JsonDerivedType(typeof(RetryStimulus), "retry")]
[JsonDerivedType(typeof(LoadStimulus), "load")]
[JsonDerivedType(typeof(RestartStimulus), "restart")]
internal abstract record Stimulus;

internal sealed record StartStimulus(string Instance) : Stimulus;

internal sealed record SignalStimulus(string To, string Name) : Stimulus
{
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    public string? OnBehalfOf { get; init; }
}

/// <summary>Several signals written in one transaction, delivered in their order.</summary>
internal sealed record SignalsStimulus(IReadOnlyList<SignalStimulus> All) : Stimulus;

/// <summary>Time passes; nothing is fired by that alone.</summary>
internal sealed record AdvanceStimulus(double Hours) : Stimulus;

/// <summary>What is due is fired.</summary>
internal sealed record FireStimulus : Stimulus;

/// <summary>An operator has a faulted instance tried again.</summary>
internal sealed record RetryStimulus(string Instance) : Stimulus;

/// <summary>A further file appears, which a running program reads at its next start.</summary>
internal sealed record LoadStimulus(string Definition) : Stimulus;

/// <summary>The program ends and another begins over the same database.</summary>
internal sealed record RestartStimulus : Stimulus;
