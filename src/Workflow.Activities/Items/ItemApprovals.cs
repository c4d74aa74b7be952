using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>What an item's change means for the approval it is in.</summary>
internal static class ItemApprovals
{
    /// <summary>The item is another while it is being approved: what was said yes to was another.</summary>
    public static async Task AskAgainAsync(ForumSession session, ForumRules rules, Item item, CancellationToken cancellationToken)
    {
        var approvals = await session.ApprovalsAboutAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (approvals.SingleOrDefault(approval => approval.State == ApprovalState.Pending) is not { } approval)
            return; // It has just ended; what it ended with is compared with the text when the lifecycle hears of it.
        var content = BodyLanguage.Of(rules.Bodies.Get(approval.BodyId, approval.RulesFrom), () => ItemHash.Content(item));
        // Whoever wrote the new text may not approve it either.
        approval = approval with { RequestedById = item.SubmittedById, Title = item.Title };
        session.Approvals.Update(approval);
        await ApprovalRequests.ContentChangedAsync(session, rules, approval, content, cancellationToken).ConfigureAwait(false);
    }
}
