using Workflow.Engine.Activities;

namespace Workflow.Tests.Engine;

/// <summary>Completes with the next outcome of a script, or waits and completes with the name of the signal.</summary>
internal sealed class ScriptedActivity(ActivityDescriptor descriptor, Func<ActivityContext, string> choose) : IActivityType
{
    public ActivityDescriptor Descriptor => descriptor;

    public static ScriptedActivity Waiting(string type, params string[] outcomes) =>
        new(Describe(type, outcomes, outcomes), _ => "");

    public static ScriptedActivity Immediate(string type, Func<ActivityContext, string> choose, params string[] outcomes) =>
        new(Describe(type, outcomes, []), choose);

    public ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Descriptor.CanWait
            ? ActivityResult.WaitFor(Descriptor.Signals)
            : ActivityResult.Complete(choose(context), "scripted"));

    public ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Signal signal, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ActivityResult.Complete(signal.Name, "signal"));

    private static ActivityDescriptor Describe(string type, string[] outcomes, string[] signals) => new()
    {
        TypeName = type,
        Summary = "For tests.",
        Outcomes = [.. outcomes.Select(outcome => new ActivityOutcome(outcome, outcome))],
        Signals = signals,
    };
}

internal sealed class NoUnitOfWork : IUnitOfWork;
