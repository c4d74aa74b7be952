namespace Workflow.Engine.Activities;

/// <summary>How a step ended: with an outcome and its reason, or in a wait.</summary>
public abstract record ActivityResult
{
    private ActivityResult()
    {
    }

    public static ActivityResult Complete(string outcome, string reason) => new Completed(outcome, reason);

    public static ActivityResult WaitFor(params IReadOnlyList<string> signals) => new Waiting(signals);

    /// <param name="Reason">Why this outcome, readable by a person; stored with the history row.</param>
    public sealed record Completed(string Outcome, string Reason) : ActivityResult;

    /// <param name="Signals">Names of the signals that resume the activity; never empty.</param>
    public sealed record Waiting(IReadOnlyList<string> Signals) : ActivityResult;
}
