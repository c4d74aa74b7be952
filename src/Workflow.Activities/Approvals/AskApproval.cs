using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
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
        approval = await ApprovalRequests.BeginAsync(session, rules, approval, body, cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Done", ApprovalTexts.Asked(approval));
    }
}
