namespace Workflow.Engine.Activities;

/// <summary>
/// One kind of step. It changes the domain through the unit of work it is handed and answers with an outcome or with
/// the signals it waits for; it never sends, never reads a clock of its own, never commits.
/// </summary>
public interface IActivityType
{
    ActivityDescriptor Descriptor { get; }

    ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken);

    /// <summary>Called when a signal arrives that the activity waits for. It may complete, or wait again.</summary>
    ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Signal signal, CancellationToken cancellationToken);
}
