using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;

namespace Workflow.Activities.Meetings;

internal sealed class AwaitCall(ForumRules rules) : MeetingActivity(rules)
{
    private static readonly string[] Awaited = [Signals.DeadlineDue, Signals.Moved, Signals.Cancelled];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitCall", "Waits until it is time to call for items.", ("Due", "It is time."), MovedPort,
        CancelledPort).WaitingFor(Awaited);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var call = scene.Planned(MeetingPlan.Call);
        if (call.Due <= scene.Session.Now)
            return ActivityResult.Complete("Due", MeetingTexts.Say("CallPast", call.Day));
        await scene.AddDeadlineAsync(MeetingPlan.Call, call.Due, cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Awaited);
    }

    protected override Task<ActivityResult> ResumeAsync(MeetingScene scene, Signal signal, CancellationToken cancellationToken) =>
        Task.FromResult(Interrupted(scene, signal) ?? (scene.IsDue(signal, MeetingPlan.Call)
            ? ActivityResult.Complete("Due", MeetingTexts.Say("CallDue", scene.Planned(MeetingPlan.Call).Rule))
            : ActivityResult.WaitFor(Awaited)));
}
