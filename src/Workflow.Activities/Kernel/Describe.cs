using Workflow.Engine.Activities;

namespace Workflow.Activities.Kernel;

/// <summary>Writes descriptors briefly: outcomes with what they mean, and the signals waited for.</summary>
internal static class Describe
{
    public static ActivityDescriptor Step(
        string typeName, string summary, params (string Name, string Summary)[] outcomes) => new()
        {
            TypeName = typeName,
            Summary = summary,
            Outcomes = [.. outcomes.Select(outcome => new ActivityOutcome(outcome.Name, outcome.Summary))],
        };

    public static ActivityDescriptor WaitingFor(this ActivityDescriptor descriptor, params string[] signals) =>
        descriptor with { Signals = signals };

    public static ActivityDescriptor With(this ActivityDescriptor descriptor, params ActivityInput[] inputs) =>
        descriptor with { Inputs = inputs };
}
