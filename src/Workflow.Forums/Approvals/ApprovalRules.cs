namespace Workflow.Forums.Approvals;

/// <summary>What may be answered to a request for approval, and what becomes of it.</summary>
public static class ApprovalRules
{
    /// <param name="isAbsent">Whether the person with this id is absent on the day: then the deputy may act at once.</param>
    public static Ruling<Approval> Answer(Approval approval, ApprovalAnswer answer, Func<string, bool> isAbsent)
    {
        if (Refuse(approval, answer) is { } refusal)
            return refusal;
        var approver = Duty(approval, answer.PersonId, isAbsent);
        if (approver is null)
            return ApprovalTexts.NotApprover(approval);
        if (answer.Approves && approver.HasApproved)
            return ApprovalTexts.AlreadyApproved(approval, approver);
        return Record(approval, approver, answer);
    }

    /// <summary>The content is another now: those who had approved are asked again.</summary>
    public static Ruling<Approval> ContentChanged(Approval approval, string contentHash)
    {
        if (approval.State != ApprovalState.Pending)
            return ApprovalTexts.Ended(approval);
        return approval with
        {
            ContentHash = contentHash,
            Version = approval.Version + 1,
            Approvers = [.. approval.Approvers.Select(approver => approver with { HasApproved = false })],
        };
    }

    /// <summary>The duty passes to the deputies of those who have not answered; they act on behalf.</summary>
    public static Approval HandOver(Approval approval) => approval with
    {
        Approvers = [.. approval.Approvers.Select(approver => approver.HasApproved || approver.DeputyId is null
            ? approver
            : approver with { HolderId = approver.DeputyId })],
    };

    public static Approval PassBySilence(Approval approval) => End(approval, ApprovalState.PassedBySilence);

    public static Approval Pull(Approval approval) => End(approval, ApprovalState.Pulled);

    public static Ruling<Approval> Withdraw(Approval approval) =>
        approval.State == ApprovalState.Pending ? End(approval, ApprovalState.Withdrawn) : ApprovalTexts.Ended(approval);

    private static Refusal? Refuse(Approval approval, ApprovalAnswer answer)
    {
        if (approval.State != ApprovalState.Pending)
            return ApprovalTexts.Ended(approval);
        if (answer.ContentHash is { } hash && !string.Equals(hash, approval.ContentHash, StringComparison.Ordinal))
            return ApprovalTexts.ContentDiffers(approval);
        if (string.Equals(answer.PersonId, approval.RequestedById, StringComparison.Ordinal))
            return ApprovalTexts.OwnRequest(approval);
        return !answer.Approves && string.IsNullOrWhiteSpace(answer.Reason) ? ApprovalTexts.ReasonMissing(approval) : null;
    }

    /// <summary>The duty the person may do: the own one first, else one handed over, else an absent person's.</summary>
    private static Approver? Duty(Approval approval, string personId, Func<string, bool> isAbsent) =>
        approval.Approvers.FirstOrDefault(approver => Same(approver.PersonId, personId))
        ?? approval.Approvers.FirstOrDefault(approver => !approver.HasApproved && Same(approver.HolderId, personId))
        ?? approval.Approvers.FirstOrDefault(approver =>
            !approver.HasApproved && Same(approver.DeputyId, personId) && isAbsent(approver.PersonId));

    private static Approval Record(Approval approval, Approver approver, ApprovalAnswer answer)
    {
        var onBehalfOf = Same(approver.PersonId, answer.PersonId) ? null : approver.PersonId;
        var answered = approval with
        {
            Acts = [.. approval.Acts, new ApprovalAct(answer.PersonId, onBehalfOf, answer.Approves, answer.Reason, answer.At)],
        };
        if (!answer.Approves)
            return End(answered, ApprovalState.Rejected);
        answered = answered with
        {
            Approvers = [.. approval.Approvers.Select(other => other == approver ? other with { HasApproved = true } : other)],
        };
        return IsSatisfied(answered) ? End(answered, ApprovalState.Approved) : answered;
    }

    private static bool IsSatisfied(Approval approval) => approval.Rule == ApprovalRule.AnyOne
        ? approval.Approvers.Any(approver => approver.HasApproved)
        : approval.Approvers.All(approver => approver.HasApproved);

    private static Approval End(Approval approval, ApprovalState state) => approval with { State = state };

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);
}
