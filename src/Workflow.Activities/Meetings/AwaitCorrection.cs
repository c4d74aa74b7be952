using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;

namespace Workflow.Activities.Meetings;

internal sealed class AwaitCorrection(ForumRules rules) : MeetingActivity(rules)
{
    private static readonly string[] Awaited = [Signals.Corrected, Signals.Moved, Signals.Cancelled];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitCorrection",
        "Waits until the secretariat has corrected a rejected agenda.",
        ("Corrected", "It is corrected."), MovedPort, CancelledPort).WaitingFor(Awaited);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (!scene.IsCancelled)
        {
            var approvals = await scene.Session.ApprovalsAboutAsync(scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
            var last = approvals.Where(approval => approval.Kind == ApprovalKind.Agenda).MaxBy(approval => approval.AskedAt);
            var reason = last?.Acts.Count > 0 ? last.Acts[^1].Reason : null;
            await MeetingTasks.AskAsync(
                scene, MeetingTasks.Correct, () => MeetingTexts.Say("TaskCorrect", reason ?? "–"),
                cancellationToken).ConfigureAwait(false);
        }

        return ActivityResult.WaitFor(Awaited);
    }

    protected override async Task<ActivityResult> ResumeAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        if (Interrupted(scene, signal) is { } interrupted)
            return interrupted;
        await MeetingTasks.DoneAsync(scene, [MeetingTasks.Correct], cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Corrected", MeetingTexts.Say("Corrected"));
    }
}
