namespace Workflow.Engine.Instances;

/// <summary>A signal reached an instance that does not wait for it. Never silence: an operator must see it.</summary>
public sealed class UnexpectedSignalException(InstanceState state, string signal) : WorkflowException(Describe(state, signal))
{
    public string Signal { get; } = signal;

    private static string Describe(InstanceState state, string signal) => state.Status == InstanceStatus.Waiting
        ? $"Instance '{state.InstanceId}' waits at '{state.ActivityId}' for {string.Join(", ", state.WaitsFor)}, not for '{signal}'."
        : $"Instance '{state.InstanceId}' is {state.Status} and cannot take the signal '{signal}'.";
}
