using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>From one level of an approval to the next.</summary>
internal static class ApprovalLevels
{
    /// <summary>
    /// In the transaction of the last yes: the former level's clock is stopped and the next one's is set. Nobody can see a
    /// request that waits for nobody.
    /// </summary>
    public static async Task<Approval> NextAsync(
        ForumSession session, ForumRules rules, Approval approval, bool bySilence, CancellationToken cancellationToken)
    {
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        var today = new Roles(rules, body, session.Now).Today;
        var level = approval.Levels[approval.Level];
        var next = ApprovalRules.NextLevel(
            approval,
            ApprovalPlans.Approvers(level, rules.People, body.Id, today),
            ApprovalPlans.DueDay(level, body, today, approval.PlannedDay ?? approval.DueDay),
            session.Now,
            bySilence);
        next = ApprovalDuties.Settle(next, rules.People, today);
        session.Approvals.Update(next);
        var reason = ApprovalTexts.LevelGiven(approval);
        await session.CancelDeadlinesAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        await session.CancelLettersAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        session.Audit(approval.Id, "levelGiven", reason, new Dictionary<string, string>
        {
            ["about"] = approval.AboutId,
            ["level"] = approval.Level.ToString(CultureInfo.InvariantCulture),
            ["of"] = approval.Levels.Count.ToString(CultureInfo.InvariantCulture),
            ["bySilence"] = bySilence ? "true" : "false",
            ["next"] = string.Join(", ", next.Approvers.Select(approver => approver.Name)),
        });
        return await ApprovalRequests.BeginAsync(session, rules, next, body, cancellationToken).ConfigureAwait(false);
    }
}
