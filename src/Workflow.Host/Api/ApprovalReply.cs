using Workflow.Activities.Approvals;

namespace Workflow.Host.Api;

/// <summary>
/// An answer to a request for approval over HTTP. Nothing else binds it to what the person has read, so it must name the content:
/// without the hash it would be an answer to whatever stands there by now.
/// </summary>
/// <param name="ContentHash">As <c>GET /api/approvals/{id}</c> gave it with what was read.</param>
/// <param name="Reason">Must be given with a no.</param>
internal sealed record ApprovalReply(string ContentHash, string? Reason = null)
{
    public AnswerApproval To(string approvalId) => new(approvalId, ContentHash, Reason);
}
