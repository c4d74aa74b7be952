using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;

namespace Workflow.Activities.Meetings;

internal sealed class AwaitMeetingClosed(ForumRules rules) : MeetingActivity(rules)
{
    private static readonly string[] Awaited = [Signals.Closed, Signals.DeadlineDue];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitMeetingClosed",
        "Waits until every item of the meeting is decided; asks the secretariat when the minutes are due.",
        ("Closed", "Every item has a confirmed decision.")).WaitingFor(Awaited);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        await scene.AddDeadlineAsync(
            MeetingPlan.MinutesDraft, scene.Planned(MeetingPlan.MinutesDraft).Due, cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Awaited);
    }

    protected override async Task<ActivityResult> ResumeAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        if (signal.Name == Signals.DeadlineDue)
        {
            if (scene.IsDue(signal, MeetingPlan.MinutesDraft))
                await MeetingTasks.AskAsync(
                    scene, MeetingTasks.Close, () => MeetingTexts.Say("TaskClose", scene.Meeting.Date),
                    cancellationToken).ConfigureAwait(false);
            return ActivityResult.WaitFor(Awaited);
        }

        await scene.Session.CancelDeadlinesAsync(
            scene.Meeting.Id, MeetingTexts.Say("Closed", scene.Meeting.Date), cancellationToken,
            MeetingScene.Kind).ConfigureAwait(false);
        await MeetingTasks.DoneAsync(scene, [MeetingTasks.Close], cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Closed", MeetingTexts.Say("Closed", scene.Meeting.Date));
    }
}
