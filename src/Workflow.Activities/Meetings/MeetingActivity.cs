using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

/// <summary>An activity of the meeting's lifecycle.</summary>
internal abstract class MeetingActivity(ForumRules rules) : ForumActivity
{
    protected static (string Name, string Summary) MovedPort => ("Moved", "The meeting was moved.");

    protected static (string Name, string Summary) CancelledPort => ("Cancelled", "The meeting was cancelled.");

    protected abstract Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken);

    protected virtual Task<ActivityResult> ResumeAsync(MeetingScene scene, Signal signal, CancellationToken cancellationToken) =>
        throw new PermanentActivityException($"{Descriptor.TypeName} never waits, but was resumed by '{signal.Name}'.");

    protected sealed override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var scene = await MeetingScene.OfAsync(session, rules, context.SubjectId, cancellationToken).ConfigureAwait(false);
        return await EnterAsync(scene, cancellationToken).ConfigureAwait(false);
    }

    protected sealed override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Signal signal, CancellationToken cancellationToken)
    {
        var scene = await MeetingScene.OfAsync(session, rules, context.SubjectId, cancellationToken).ConfigureAwait(false);
        return await ResumeAsync(scene, signal, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What ends every wait before the meeting: it is moved, or cancelled. Null for any other signal.</summary>
    protected static ActivityResult? Interrupted(MeetingScene scene, Signal signal) => signal.Name switch
    {
        Signals.Moved => ActivityResult.Complete(
            "Moved",
            MeetingTexts.Say("Moved", scene.Meeting.MovedFrom?.Date, scene.Meeting.Date, scene.Meeting.MovedFrom?.Reason)),
        Signals.Cancelled =>
            ActivityResult.Complete(
                "Cancelled", MeetingTexts.Say("Cancelled", scene.Meeting.Date, scene.Meeting.CancelledReason)),
        _ => null,
    };
}
