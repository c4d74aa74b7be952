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
        foreach (var (from, to) in ApprovalDuties.Moved(approval, settled))
        {
            await ApprovalLetters.HandOverAsync(
                session, rules, settled, to, body, occasion, cancellationToken).ConfigureAwait(false);
            Record(session, rules, settled, from, to);
        }

        return settled;
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
