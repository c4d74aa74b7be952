using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;

namespace Workflow.Activities.Meetings;

/// <summary>Takes back what the meeting set in motion. Where its agenda is being approved, it ends when that has ended.</summary>
internal sealed class RevokeMeeting(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.CancelMeeting",
        "Tells those who know of the meeting, takes back its approval, and lets its items find another meeting.",
        ("Done", "All is taken back.")).WaitingFor(Signals.ChildEnded);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var reason = Reason(scene);
        await scene.Session.CancelDeadlinesAsync(scene.Meeting.Id, reason, cancellationToken).ConfigureAwait(false);
        await scene.Session.CancelLettersAsync(scene.Meeting.Id, reason, cancellationToken).ConfigureAwait(false);
        await MeetingTasks.DoneAsync(
            scene, [MeetingTasks.AcceptErrors, MeetingTasks.Correct, MeetingTasks.Hold], cancellationToken).ConfigureAwait(false);
        await TellAsync(scene, cancellationToken).ConfigureAwait(false);
        await SlotInvitations.SettleAsync(scene, cancellationToken).ConfigureAwait(false);
        await ReleaseItemsAsync(scene, cancellationToken).ConfigureAwait(false);
        if (scene.Meeting.AwaitedChildId is null)
            return ActivityResult.Complete("Done", reason);
        if (await MeetingAgendas.PendingAsync(scene, cancellationToken).ConfigureAwait(false) is { } approval)
            await ApprovalRequests.WithdrawAsync(scene.Session, approval, reason, cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Signals.ChildEnded);
    }

    protected override Task<ActivityResult> ResumeAsync(MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        scene.Change(scene.Meeting with { AwaitedChildId = null });
        return Task.FromResult(ActivityResult.Complete("Done", Reason(scene)));
    }

    private static async Task TellAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        foreach (var to in MeetingPeople.Told(scene).Reached)
        {
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.Cancellation(scene.Envelope(to, "WhyTold"), scene.Meeting),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ReleaseItemsAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        foreach (var treatment in await scene.Session.TreatmentsOfMeetingAsync(
            scene.Meeting.Id, cancellationToken).ConfigureAwait(false))
        {
            if (treatment.State == TreatmentState.Listed)
                scene.Session.Raise(treatment.ItemId, new Signal(Signals.MeetingCancelled));
        }
    }

    private static string Reason(MeetingScene scene) =>
        MeetingTexts.Say("Cancelled", scene.Meeting.Date, scene.Meeting.CancelledReason);
}
