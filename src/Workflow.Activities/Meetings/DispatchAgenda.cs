using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;

namespace Workflow.Activities.Meetings;

internal sealed class DispatchAgenda(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.DispatchAgenda", "Locks the numbers, publishes the agenda and sends it with the invitations.", ("Done", "Sent."));

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.IsCancelled)
            return ActivityResult.Complete("Done", MeetingTexts.Say("CancelledMeanwhile", scene.Meeting.Date));
        var recipients = await AgendaDispatch.SendAsync(scene, cancellationToken).ConfigureAwait(false);
        await MeetingTasks.DoneAsync(scene, [MeetingTasks.AcceptErrors], cancellationToken).ConfigureAwait(false);
        scene.Advance(MeetingState.Dispatched);
        await SlotInvitations.SettleAsync(scene, cancellationToken).ConfigureAwait(false);
        // The material lies behind the published agenda: it is out with it.
        scene.Reach(MeetingPlan.Dispatch, MeetingPlan.Material);
        // With the numbers locked the paper is printed as it was approved: the hash of what was sent is the approved one.
        var planned = scene.Planned(MeetingPlan.Dispatch);
        var text = MeetingTexts.Say(
            planned.Due < scene.Session.Now ? "DispatchedLate" : "Dispatched", recipients.Reached.Count,
            planned.Day, planned.Rule);
        AgendaDispatch.Record(scene, text, recipients);
        return ActivityResult.Complete("Done", text);
    }
}
