using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;

namespace Workflow.Activities.Meetings;

internal sealed class AwaitSubmissionsClose(ForumRules rules) : MeetingActivity(rules)
{
    private static readonly string[] Awaited = [Signals.DeadlineDue, Signals.Moved, Signals.Cancelled];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitSubmissionsClose",
        "Waits until no more items are taken in.",
        ("Due", "The submission deadline has passed."), MovedPort, CancelledPort).WaitingFor(Awaited);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var closes = scene.Planned(MeetingPlan.Submission).Due + LastMinute.Grace;
        if (closes <= scene.Session.Now)
            return Close(scene);
        await scene.AddDeadlineAsync(MeetingPlan.Submission, closes, cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Awaited);
    }

    protected override Task<ActivityResult> ResumeAsync(MeetingScene scene, Signal signal, CancellationToken cancellationToken) =>
        Task.FromResult(Interrupted(scene, signal)
            ?? (scene.IsDue(signal, MeetingPlan.Submission) ? Close(scene) : ActivityResult.WaitFor(Awaited)));

    private static ActivityResult Close(MeetingScene scene)
    {
        var submission = scene.Planned(MeetingPlan.Submission);
        scene.Advance(MeetingState.SubmissionsClosed);
        scene.Reach(MeetingPlan.Submission);
        var text = MeetingTexts.Say("SubmissionsClosed", submission.Day, submission.Rule);
        scene.Audit("submissionsClosed", text);
        return ActivityResult.Complete("Due", text);
    }
}
