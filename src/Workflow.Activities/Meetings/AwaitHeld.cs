using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;

namespace Workflow.Activities.Meetings;

internal sealed class AwaitHeld(ForumRules rules) : MeetingActivity(rules)
{
    /// <summary>Rung: the day of the meeting is over and nobody has said whether it was held.</summary>
    private const string Over = "held";

    private static readonly string[] Awaited = [Signals.Held, Signals.Moved, Signals.Cancelled, Signals.DeadlineDue];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitHeld",
        "Waits until the meeting was held; asks the secretariat when its day is over.",
        ("Held", "It was held."), MovedPort, CancelledPort).WaitingFor(Awaited);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        await scene.AddDeadlineAsync(Over, scene.Clock.EndOfDay(scene.Meeting.Date), cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Awaited);
    }

    protected override async Task<ActivityResult> ResumeAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        if (Interrupted(scene, signal) is { } interrupted)
            return interrupted;
        if (signal.Name == Signals.DeadlineDue)
        {
            if (scene.IsDue(signal, Over))
                await MeetingTasks.AskAsync(
                    scene, MeetingTasks.Hold, () => MeetingTexts.Say("TaskHold", scene.Meeting.Date),
                    cancellationToken).ConfigureAwait(false);
            return ActivityResult.WaitFor(Awaited);
        }

        await scene.Session.CancelDeadlinesAsync(
            scene.Meeting.Id, MeetingTexts.Say("Held", scene.Meeting.Date), cancellationToken,
            MeetingScene.Kind).ConfigureAwait(false);
        await MeetingTasks.DoneAsync(scene, [MeetingTasks.Hold], cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Held", MeetingTexts.Say("Held", scene.Meeting.Date));
    }
}
