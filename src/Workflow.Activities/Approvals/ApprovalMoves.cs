using Workflow.Activities.Kernel;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>Looks anew at who owes an answer, and tells those to whom it has passed. The clock of the request runs on.</summary>
internal static class ApprovalMoves
{
    /// <param name="occasion">Part of the letters' Message-ID: what made somebody look, such as the name of a rung.</param>
    /// <returns>The approval as it stands now; written and told where anything had to move.</returns>
    public static async Task<Approval> SettleAsync(
        ForumSession session, ForumRules rules, Approval approval, Body body, string occasion,
        CancellationToken cancellationToken)
    {
        var settled = ApprovalDuties.Settle(approval, rules.People, new Roles(rules, body, session.Now).Today);
        if (settled != approval)
            session.Approvals.Update(settled);
        await TellAsync(session, rules, approval, settled, body, occasion, cancellationToken).ConfigureAwait(false);
        return settled;
    }

    /// <summary>
    /// Whoever owes an answer that somebody else owed before is told; an answer that is given is owed by nobody.
    /// </summary>
    public static async Task TellAsync(
        ForumSession session, ForumRules rules, Approval before, Approval after, Body body, string occasion,
        CancellationToken cancellationToken)
    {
        foreach (var (from, to) in ApprovalDuties.Moved(before, after).Where(moved => !moved.To.HasApproved))
        {
            await ApprovalLetters.HandOverAsync(
                session, rules, after, to, body, occasion, cancellationToken).ConfigureAwait(false);
            Record(session, rules, after, from, to);
        }
    }

    private static void Record(ForumSession session, ForumRules rules, Approval approval, Approver from, Approver to)
    {
        var before = Name(rules, from.HolderId);
        var after = Name(rules, to.HolderId);
        session.Audit(approval.Id, "dutyMoved", ApprovalTexts.DutyMoved(approval, before, after), new Dictionary<string, string>
        {
            ["about"] = approval.AboutId,
            ["from"] = before,
            ["to"] = after,
            ["cause"] = to.IsBarred ? "barred" : from.PersonId != to.PersonId ? "mandateEnded" : to.HolderId == to.PersonId
                ? "back"
                : "absent",
        });
    }

    private static string Name(ForumRules rules, string personId) => rules.People.Find(personId)?.Name ?? personId;
}
