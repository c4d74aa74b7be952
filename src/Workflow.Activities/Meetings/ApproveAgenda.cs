using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>The chairs approve the exact agenda. Entered again (after a move) it goes on waiting for the same answer.</summary>
internal sealed class ApproveAgenda(ForumRules rules) : MeetingActivity(rules)
{
    private static readonly string[] Awaited = [Signals.ChildEnded, Signals.Moved, Signals.Cancelled];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.ApproveAgenda",
        "Asks the chairs to approve the agenda and waits for their answer.",
        ("Approved", "They approved it, or let the last day pass where the body's rules count that as approval."),
        ("Rejected", "It was rejected, or pulled by the ladder."),
        MovedPort,
        CancelledPort).WaitingFor(Awaited);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.Meeting.AwaitedChildId is null && !scene.IsCancelled)
            await AskAsync(scene, cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Awaited);
    }

    protected override async Task<ActivityResult> ResumeAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        if (Interrupted(scene, signal) is { } interrupted)
            return interrupted;
        if (signal.Data.GetValueOrDefault("child") != scene.Meeting.AwaitedChildId)
        {
            scene.Audit("stale", MeetingTexts.Say("Stale", signal.Data.GetValueOrDefault("child")));
            return ActivityResult.WaitFor(Awaited);
        }

        var approval = await scene.Session.Approvals.GetAsync(
            scene.Meeting.AwaitedChildId!, cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with { AwaitedChildId = null });
        if (scene.IsCancelled)
            return ActivityResult.WaitFor(Awaited); // The signal that says so is on its way.
        return approval.State is ApprovalState.Approved or ApprovalState.PassedBySilence
            ? await ApprovedAsync(scene, approval, cancellationToken).ConfigureAwait(false)
            : Rejected(scene, approval);
    }

    private static async Task<ActivityResult> ApprovedAsync(
        MeetingScene scene, Approval approval, CancellationToken cancellationToken)
    {
        await MeetingAgendas.RenewHashAsync(scene, cancellationToken).ConfigureAwait(false);
        if (approval.ContentHash != scene.Meeting.AgendaHash)
        {
            // Changed between the answer and its arrival here: what they approved is not what would be sent.
            await AskAsync(scene, cancellationToken).ConfigureAwait(false);
            return ActivityResult.WaitFor(Awaited);
        }

        scene.Advance(MeetingState.AgendaApproved);
        scene.Reach(MeetingPlan.AgendaApproval);
        var bySilence = approval.State == ApprovalState.PassedBySilence;
        var text = MeetingTexts.Say(bySilence ? "AgendaPassedBySilence" : "AgendaApproved", scene.Meeting.AgendaVersion);
        scene.Audit("agendaApproved", text, ("approval", approval.Id), ("hash", approval.ContentHash),
            ("bySilence", bySilence ? "true" : null));
        return ActivityResult.Complete("Approved", text);
    }

    private static ActivityResult Rejected(MeetingScene scene, Approval approval)
    {
        scene.Advance(MeetingState.SubmissionsClosed);
        var reason = approval.Acts.Count > 0 ? approval.Acts[^1].Reason : null;
        var text = approval.State == ApprovalState.Rejected
            ? MeetingTexts.Say("AgendaRejected", reason)
            : MeetingTexts.Say("AgendaPulled");
        scene.Audit("agendaRejected", text, ("approval", approval.Id), ("reason", reason));
        return ActivityResult.Complete("Rejected", text);
    }

    private static async Task AskAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var (paper, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Agenda, cancellationToken).ConfigureAwait(false);
        var question = new ApprovalQuestion(
            ApprovalKind.Agenda, scene.Meeting.Id, MeetingAgendas.Title(scene), hash, MeetingPapers.Parts(scene, paper),
            MeetingAgendas.DueDay(scene))
        {
            RequestedById = scene.Meeting.AgendaAuthorId,
        };
        var approval = await ApprovalRequests.AskAsync(
            scene.Session, scene.Rules, scene.Body, question, cancellationToken).ConfigureAwait(false);
        scene.Advance(MeetingState.AgendaInApproval);
        scene.Change(scene.Meeting with { AwaitedChildId = approval.Id, AgendaHash = hash });
    }
}
