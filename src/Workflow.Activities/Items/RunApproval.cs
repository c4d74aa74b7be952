using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

internal sealed class RunApproval(ForumRules rules) : WithdrawableActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.RunApproval",
        Summary = "Asks the chair whether the item may be placed on an agenda, where the body's rules want that.",
        Outcomes =
        [
            new("NotRequired", "The body's rules ask for none."),
            new("Approved", "The chair said yes, or silence passed it."),
            new("Rejected", "The chair said no: another text is waited for."),
            new("Withdrawn", "The item was withdrawn."),
        ],
        Signals = [Signals.ChildEnded, Signals.Withdrawn],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Today(item.OriginBodyId, session);
        if (ApprovalPlans.Of(body, ApprovalSubject.Item) is null)
            return ActivityResult.Complete("NotRequired", ItemTexts.Say("reason-no-approval", body.Name));
        return await AskAsync(session, item, body, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ActivityResult> AskAsync(ForumSession session, Item item, Body body, CancellationToken cancellationToken)
    {
        var (hash, parts) = BodyLanguage.Of(body, () => ItemHash.Content(item));
        var due = body.AddWorkingDays(body.Today(session.Now), body.Meetings.ChairChoice);
        var question = new ApprovalQuestion(ApprovalKind.Item, item.Id, item.Title, hash, parts, due)
        {
            RequestedById = item.SubmittedById,
            RecusedIds = [.. item.Recusals.Select(recusal => recusal.PersonId)],
        };
        await ApprovalRequests.AskAsync(session, rules, body, question, cancellationToken).ConfigureAwait(false);
        session.SetState(item, ItemState.InApproval);
        return ActivityResult.WaitFor(Signals.ChildEnded, Signals.Withdrawn);
    }

    protected override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken)
    {
        var approvals = await session.ApprovalsAboutAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var approval = signal.Name == Signals.ChildEnded
            ? approvals.Single(other => other.Id == signal.Data["child"])
            : approvals.Single(other => other.Id == Ids.Approval("item", item.Id, approvals.Count));
        if (signal.Name == Signals.Withdrawn && approval.State == ApprovalState.Pending)
        {
            // The approval tells those who were asked itself; its end comes back as ChildEnded.
            await ApprovalRequests.WithdrawAsync(
                session, approval, item.WithdrawnReason ?? "", cancellationToken).ConfigureAwait(false);
            return ActivityResult.WaitFor(Signals.ChildEnded);
        }

        if (item.State == ItemState.Withdrawn)
            return ActivityResult.Complete("Withdrawn", ItemTexts.Say("reason-withdrawn", item.WithdrawnReason));
        return await SettleAsync(session, item, approval, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ActivityResult> SettleAsync(
        ForumSession session, Item item, Approval approval, CancellationToken cancellationToken)
    {
        if (approval.State is ApprovalState.Approved or ApprovalState.PassedBySilence)
        {
            // Handed in anew between the answer and its arrival here: what they approved is not what would be placed.
            if (approval.ContentHash != ItemHash.Of(item))
                return await AskAsync(session, item, rules.Bodies.Get(approval.BodyId, approval.RulesFrom), cancellationToken)
                    .ConfigureAwait(false);
            session.SetState(item, ItemState.Submitted);
            return ActivityResult.Complete(
                "Approved", ItemTexts.Say("reason-approval", ItemTexts.Say("approval-" + approval.State)));
        }

        var reason = approval.Acts.LastOrDefault(act => !act.Approves)?.Reason;
        session.SetState(item, ItemState.Draft);
        await ItemTasks.AskAsync(
            session, rules, item, item.OriginBodyId,
            ItemTasks.Resubmit, () => ItemTexts.Say("task-rejected", item.Title, reason), cancellationToken)
            .ConfigureAwait(false);
        return ActivityResult.Complete("Rejected", ItemTexts.Say("reason-rejected", reason));
    }
}
