using Workflow.Activities.Kernel;
using Workflow.Forums.Approvals;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

public sealed partial class ApprovalDesk
{
    /// <summary>Every request that waits, by id; of one body, or of all.</summary>
    public Task<IReadOnlyList<ApprovalOverview>> PendingAsync(string? bodyId, CancellationToken cancellationToken) =>
        runtime.ReadAsync<IReadOnlyList<ApprovalOverview>>(
            async (session, token) =>
            {
                var found = new List<ApprovalOverview>();
                foreach (var approval in await session.PendingApprovalsAsync(token).ConfigureAwait(false))
                {
                    if (bodyId is null || approval.BodyId == bodyId)
                        found.Add(await StatusAsync(session, approval, token).ConfigureAwait(false));
                }

                return found;
            },
            cancellationToken);

    /// <summary>Null where there is no such request.</summary>
    public Task<ApprovalOverview?> OverviewAsync(string approvalId, CancellationToken cancellationToken) => runtime.ReadAsync(
        async (session, token) => await session.Approvals.FindAsync(approvalId, token).ConfigureAwait(false) is { } approval
            ? await StatusAsync(session, approval, token).ConfigureAwait(false)
            : null,
        cancellationToken);

    private async Task<ApprovalOverview> StatusAsync(ForumSession session, Approval approval, CancellationToken cancellationToken)
    {
        try
        {
            return await OverviewAsync(session, approval, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception) when (MissingRules.Are(exception))
        {
            // One whose rules were taken out of the file must not hide the others.
            return new ApprovalOverview(
                approval, approval.Level, Math.Max(1, approval.Levels.Count), [], null)
            { Trouble = exception.Message };
        }
    }

    private async Task<ApprovalOverview> OverviewAsync(
        ForumSession session, Approval approval, CancellationToken cancellationToken)
    {
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        var today = ApprovalDuties.Settle(approval, rules.People, new Roles(rules, body, session.Now).Today);
        var rungs = await session.DeadlinesOfAsync(approval.Id, cancellationToken).ConfigureAwait(false);
        var next = rungs.FirstOrDefault(rung => rung.IsOpen && rung.Kind == ApprovalLadder.Kind);
        var step = approval.Ladder.FirstOrDefault(step => step.Rung == next?.Rung);
        return new ApprovalOverview(
            approval,
            approval.Level,
            Math.Max(1, approval.Levels.Count),
            approval.State == ApprovalState.Pending
                ? [.. today.Approvers.Where(approver => !approver.HasApproved).Select(Asked)]
                : [],
            next is null || step is null ? null : new NextRung(step.Rung, next.Due, step.To, step.Effect));
    }

    private AskedPerson Asked(Approver approver)
    {
        var isOwn = approver.HolderId == approver.PersonId;
        return new AskedPerson(
            approver.HolderId,
            rules.People.Find(approver.HolderId)?.Name ?? approver.HolderId,
            approver.Role,
            isOwn ? approver.FollowsId : approver.PersonId,
            isOwn ? approver.FollowsName : approver.Name,
            isOwn ? approver.FollowsId is null ? "own" : "mandateEnded"
                : approver.IsBarred ? "barred"
                : approver.IsHandedOver ? "handedOver"
                : "absent");
    }
}
