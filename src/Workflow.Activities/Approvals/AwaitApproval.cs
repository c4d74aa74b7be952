using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

internal sealed class AwaitApproval(ForumRules rules) : ForumActivity
{
    private static readonly string[] Awaited =
        [Signals.Approved, Signals.Rejected, Signals.DeadlineDue, Signals.ContentChanged, Signals.DueMoved, Signals.Withdrawn];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitApproval",
        "Waits for the answer to a request for approval, rung by rung of its ladder.",
        ("Approved", "By all whose approval the rule wants."),
        ("Rejected", "By one of them, with a reason."),
        ("RungDue", "A rung of the ladder is reached."),
        ("ContentChanged", "The content is another now."),
        ("Withdrawn", "The answer is no longer wanted.")).WaitingFor(Awaited);

    protected override ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ActivityResult.WaitFor(Awaited));

    protected override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Signal signal, CancellationToken cancellationToken)
    {
        var approval = await session.Approvals.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        return signal.Name switch
        {
            Signals.Approved when approval.State == ApprovalState.Pending => ActivityResult.WaitFor(Awaited),
            Signals.Approved => ActivityResult.Complete("Approved", ApprovalTexts.Approved(approval)),
            Signals.Rejected => ActivityResult.Complete("Rejected", ApprovalTexts.Rejected(approval)),
            Signals.ContentChanged => ActivityResult.Complete("ContentChanged", ApprovalTexts.ContentChanged(approval)),
            Signals.DueMoved => await MoveAsync(session, approval, signal, cancellationToken).ConfigureAwait(false),
            Signals.DeadlineDue => await OnDeadlineAsync(session, approval, signal, cancellationToken).ConfigureAwait(false),
            _ => ActivityResult.Complete("Withdrawn", ApprovalTexts.Withdrawn(approval, signal.Data.GetValueOrDefault("reason"))),
        };
    }

    private async Task<ActivityResult> OnDeadlineAsync(
        ForumSession session, Approval approval, Signal signal, CancellationToken cancellationToken)
    {
        // Open rows are cancelled together with the answer; this is the second lock on the same door.
        if (approval.State != ApprovalState.Pending || signal.Data["subjectVersion"] != ApprovalLetters.Version(approval))
            return ActivityResult.WaitFor(Awaited);
        if (ReminderMarks.IsMark(signal))
        {
            await ReminderBundle.SendAsync(
                session, rules, approval.Id, rules.Bodies.Get(approval.BodyId, approval.RulesFrom), signal, cancellationToken)
                .ConfigureAwait(false);
            return ActivityResult.WaitFor(Awaited);
        }

        session.Approvals.Update(approval with { LastRung = signal.Data["rung"] });
        return ActivityResult.Complete("RungDue", ApprovalTexts.RungDue(approval, signal.Data["rung"]));
    }

    private async Task<ActivityResult> MoveAsync(
        ForumSession session, Approval approval, Signal signal, CancellationToken cancellationToken)
    {
        // Answered meanwhile: the signal of that is on its way, and nobody is asked again.
        if (approval.State != ApprovalState.Pending)
            return ActivityResult.WaitFor(Awaited);
        var dueDay = DateOnly.ParseExact(signal.Data["dueDay"], "O", CultureInfo.InvariantCulture);
        var moved = approval with { DueDay = dueDay, PlannedDay = dueDay, Version = approval.Version + 1 };
        session.Approvals.Update(moved);
        var reason = ApprovalTexts.DueMoved(moved);
        await session.CancelDeadlinesAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        // What has not left yet names the old day; each gets one letter with the new one.
        await session.CancelLettersAsync(
            approval.Id, reason, cancellationToken, LetterKinds.ApprovalRequest).ConfigureAwait(false);
        await ApprovalRequests.StopLettersAsync(session, approval, reason, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(moved.BodyId, moved.RulesFrom);
        (moved, _) = await ApprovalLadder.ClimbAsync(session, moved, body, cancellationToken).ConfigureAwait(false);
        await ApprovalLetters.AskAsync(session, rules, moved, body, cancellationToken).ConfigureAwait(false);
        session.Audit(approval.Id, "dueMoved", reason);
        return ActivityResult.WaitFor(Awaited);
    }
}
