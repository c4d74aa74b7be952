using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

internal sealed class AskApproval(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.AskApproval", "Asks those whose approval is wanted, and sets up the ladder.", ("Done", "Asked."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var approval = await session.Approvals.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        // Answered or taken back before anybody was asked: the signal of that is on its way.
        if (approval.State != ApprovalState.Pending)
            return ActivityResult.Complete("Done", ApprovalTexts.Asked(approval));
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        (approval, var skipped) = await ApprovalLadder.ClimbAsync(session, approval, body, cancellationToken).ConfigureAwait(false);
        var reached = await ApprovalRequests.TellAsync(session, rules, approval, body, cancellationToken).ConfigureAwait(false);
        if (reached == 0)
            await SecretariatTasks.MakeAsync(
                session, rules, "nobodyToApprove", approval.AboutId, body.Id, null, ApprovalTexts.NobodyToAsk(approval), null, cancellationToken)
                .ConfigureAwait(false);
        session.Audit(approval.Id, "approvalAsked", ApprovalTexts.Asked(approval), Facts(approval, skipped));
        return ActivityResult.Complete("Done", ApprovalTexts.Asked(approval));
    }

    private static Dictionary<string, string> Facts(Approval approval, IReadOnlyList<string> skipped) => new()
    {
        ["about"] = approval.AboutId,
        ["kind"] = ApprovalRequests.Name(approval.Kind),
        ["due"] = approval.DueDay.ToString("O", CultureInfo.InvariantCulture),
        ["approvers"] = string.Join(", ", approval.Approvers.Select(approver => approver.Name)),
        ["skippedRungs"] = string.Join(", ", skipped),
    };
}
