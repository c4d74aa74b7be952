using Workflow.Activities.Links;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Links;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

public sealed partial class ApprovalDesk
{
    /// <summary>
    /// The link is checked and used up in the transaction of the answer. Of many that use one link at once each reads it
    /// unused, and the version of the approval lets one through; the others are run again and find it used.
    /// </summary>
    internal Task<Ruling<Approval>> AnswerByLinkAsync(
        string token, AnswerApproval command, bool approves, Actor actor, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Approval>(
            new CommandEnvelope($"link/{Guid.CreateVersion7():N}", approves ? "approve" : "reject", actor),
            async (session, ct) =>
            {
                var approval = await session.Approvals.GetAsync(command.ApprovalId, ct).ConfigureAwait(false);
                var link = await session.FindLinkAsync(token, ct).ConfigureAwait(false);
                var state = LinkRules.Check(link, LinkPurpose.Approve, approval.Version, session.Now);
                if (state != LinkState.Usable)
                    return LinkTexts.Refused(state);
                var ruling = await DecideAsync(session, command, approves, actor, ct).ConfigureAwait(false);
                if (ruling.IsAccepted)
                    session.UseUp(link!);
                return ruling;
            },
            cancellationToken);
}
