using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

internal sealed class RecordApproval(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step(
            "Forum.RecordApproval",
            "Puts down how an approval ended; tells the author of a no, and those who were asked in vain.",
            ("Done", "Recorded."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var approval = await session.Approvals.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        await session.CancelDeadlinesAsync(approval.Id, ApprovalTexts.Ended(approval), cancellationToken).ConfigureAwait(false);
        if (approval.State == ApprovalState.Withdrawn)
            await TellWithdrawnAsync(session, approval, cancellationToken).ConfigureAwait(false);
        if (approval.State == ApprovalState.Rejected)
            await ApprovalLetters.RejectedAsync(
                session, rules, approval, rules.Bodies.Get(approval.BodyId, approval.RulesFrom), cancellationToken)
                .ConfigureAwait(false);
        await EndTasksAsync(session, approval, cancellationToken).ConfigureAwait(false);
        session.Audit(approval.Id, "approvalEnded", ApprovalTexts.Ended(approval), new Dictionary<string, string>
        {
            ["about"] = approval.AboutId,
            ["state"] = char.ToLowerInvariant(approval.State.ToString()[0]) + approval.State.ToString()[1..],
        });
        return ActivityResult.Complete("Done", ApprovalTexts.Ended(approval));
    }

    /// <summary>What the secretariat was asked to do so that the answer comes is of no use any more.</summary>
    private static async Task EndTasksAsync(ForumSession session, Approval approval, CancellationToken cancellationToken)
    {
        var about = await session.OpenTasksAsync(approval.AboutId, cancellationToken).ConfigureAwait(false);
        var own = await session.OpenTasksAsync(approval.Id, cancellationToken).ConfigureAwait(false);
        foreach (var task in own.Concat(about.Where(task => task.Kind == ApprovalRequests.NobodyToAsk)))
            await TaskDesk.CompleteAsync(session, task, cancellationToken).ConfigureAwait(false);
    }

    private async Task TellWithdrawnAsync(ForumSession session, Approval approval, CancellationToken cancellationToken)
    {
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        foreach (var approver in approval.Approvers.Where(approver => !approver.HasApproved))
        {
            if (Recipients.Of(rules.People.Find(approver.HolderId)) is not { } to)
                continue;
            var envelope = new Envelope(to, body, BodyLanguage.Of(body, () => ApprovalTexts.WhyApprover(approver)), session.Now);
            await session.AddLetterAsync(
                rules.Letters.Withdrawn(envelope, approval.Id, approval.Title, why: null),
                cancellationToken).ConfigureAwait(false);
        }
    }
}
