namespace Workflow.Forums.Approvals;

internal sealed class ApprovalTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ApprovalTexts));

    private ApprovalTexts()
    {
    }

    public static string Say(string key) => Texts[key];

    public static string Say(string key, string label) => Texts.Format(key, label);

    public static Refusal Ended(Approval approval) => new(
        "approval-ended",
        Texts.Format(approval.Acts.Count == 0 ? "Ended" : "EndedBy", approval.Title, State(approval), LastActor(approval)));

    public static Refusal ContentDiffers(Approval approval) =>
        new("content-changed", Texts.Format("ContentDiffers", approval.Title));

    public static Refusal OwnRequest(Approval approval) => new("own-request", Texts.Format("OwnRequest", approval.Title));

    public static Refusal ReasonMissing(Approval approval) =>
        new("reason-missing", Texts.Format("ReasonMissing", approval.Title));

    /// <summary>Without a title: the item is hidden from whoever is recused.</summary>
    public static Refusal Recused => new("recused", Texts["Recused"]);

    /// <summary>Without a title: what it is about is no business of theirs any more.</summary>
    public static Refusal MandateEnded => new("mandate-ended", Texts["MandateEnded"]);

    /// <summary>A deputy learns why the duty does not lie there (yet), anybody else who is asked.</summary>
    public static Refusal NotApprover(Approval approval, string personId) =>
        approval.Approvers.FirstOrDefault(approver => approver.DeputyId == personId && !approver.HasApproved) is { } deputised
            ? new("not-approver", Texts.Format("NotYetDeputy", approval.Title, deputised.Name))
            : new("not-approver", Texts.Format(
                "NotApprover", approval.Title, string.Join(", ", approval.Approvers.Select(approver => approver.Name))));

    public static Refusal AlreadyApproved(Approval approval, Approver approver) =>
        new("already-approved", Texts.Format("AlreadyApproved", approval.Title, approver.Name));

    private static string State(Approval approval) => Texts["State" + approval.State];

    private static string LastActor(Approval approval)
    {
        if (approval.Acts.Count == 0)
            return "";
        var act = approval.Acts[^1];
        return approval.Approvers.FirstOrDefault(approver => approver.PersonId == (act.OnBehalfOfId ?? act.PersonId))?.Name
            ?? act.PersonId;
    }
}
