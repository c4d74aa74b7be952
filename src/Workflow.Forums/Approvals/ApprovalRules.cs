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
            return ApprovalTexts.NotApprover(approval, answer.PersonId);
        if ((answer.Approves && approver.HasApproved) || WouldCountTwice(approval, answer))
            return ApprovalTexts.AlreadyApproved(approval, approver);
        return Record(approval, approver, answer);
    }

    /// <summary>Whether the level has said yes and another is still to be asked.</summary>
    public static bool IsLevelGiven(Approval approval) =>
        approval.State == ApprovalState.Pending && HasNextLevel(approval) && IsSatisfied(approval);

    public static bool HasNextLevel(Approval approval) => approval.Level < approval.Levels.Count;

    /// <summary>The former level has said yes (or let its last day pass): the next is asked, with a clock of its own.</summary>
    /// <param name="now">UTC.</param>
    public static Approval NextLevel(
        Approval approval, IReadOnlyList<Approver> approvers, DateOnly dueDay, DateTimeOffset now, bool bySilence = false)
    {
        var level = approval.Levels[approval.Level];
        return approval with
        {
            Given = [.. approval.Given, new GivenLevel(
                approval.Level, approval.Rule, approval.Approvers, approval.ContentHash, now, bySilence)],
            Level = approval.Level + 1,
            Rule = level.Rule,
            Ladder = level.Ladder ?? approval.Ladder,
            Approvers = approvers,
            AskedAt = now,
            DueDay = dueDay,
            Version = approval.Version + 1,
            LastRung = null,
        };
    }

    /// <summary>
    /// The content is another now: every yes was given to the former one, so the first level is asked again and each after it
    /// in turn.
    /// </summary>
    public static Ruling<Approval> ContentChanged(Approval approval, string contentHash)
    {
        if (approval.State != ApprovalState.Pending)
            return ApprovalTexts.Ended(approval);
        var first = approval.Given.Count > 0 ? approval.Given[0].Approvers : approval.Approvers;
        var level = approval.Levels.Count > 0 ? approval.Levels[0] : null;
        return approval with
        {
            ContentHash = contentHash,
            Version = approval.Version + 1,
            Level = 1,
            Given = [],
            Rule = level?.Rule ?? approval.Rule,
            Ladder = level?.Ladder ?? approval.Ladder,
            LastRung = null,
            VoidedIds = Yes(approval),
            Approvers = [.. first.Select(Anew)],
        };
    }

    public static Approval PassBySilence(Approval approval) => End(approval, ApprovalState.PassedBySilence);

    public static Approval Pull(Approval approval) => End(approval, ApprovalState.Pulled);

    public static Ruling<Approval> Withdraw(Approval approval) =>
        approval.State == ApprovalState.Pending ? End(approval, ApprovalState.Withdrawn) : ApprovalTexts.Ended(approval);

    private static Refusal? Refuse(Approval approval, ApprovalAnswer answer)
    {
        if (approval.State != ApprovalState.Pending)
            return ApprovalTexts.Ended(approval);
        if (answer.ContentHash is { } hash && !Same(hash, approval.ContentHash))
            return ApprovalTexts.ContentDiffers(approval);
        if (Same(answer.PersonId, approval.RequestedById))
            return ApprovalTexts.OwnRequest(approval);
        if (approval.RecusedIds.Contains(answer.PersonId, StringComparer.Ordinal))
            return ApprovalTexts.Recused;
        return !answer.Approves && string.IsNullOrWhiteSpace(answer.Reason) ? ApprovalTexts.ReasonMissing(approval) : null;
    }

    /// <summary>The duty the person may do: the own one first, else one that lies with them, else an absent person's.</summary>
    private static Approver? Duty(Approval approval, string personId, Func<string, bool> isAbsent)
    {
        var open = approval.Approvers.Where(approver => !approver.HasApproved).ToList();
        return open.Find(approver => Same(approver.PersonId, personId))
            ?? open.Find(approver => Same(approver.HolderId, personId))
            ?? open.Find(approver => Same(approver.DeputyId, personId) && isAbsent(approver.PersonId))
            ?? approval.Approvers.FirstOrDefault(approver => Same(approver.PersonId, personId));
    }

    /// <summary>One may be the deputy of another who is asked: then one person's yes would be two.</summary>
    private static bool WouldCountTwice(Approval approval, ApprovalAnswer answer) => answer.Approves
        && approval.Rule != ApprovalRule.AnyOne
        && approval.Approvers.Any(approver => approver.HasApproved && Same(approver.ApprovedById, answer.PersonId));

    private static Approval Record(Approval approval, Approver approver, ApprovalAnswer answer)
    {
        var onBehalfOf = Same(approver.PersonId, answer.PersonId) ? null : approver.PersonId;
        var answered = approval with
        {
            Acts = [.. approval.Acts, new ApprovalAct(answer.PersonId, onBehalfOf, answer.Approves, answer.Reason, answer.At)
            {
                Level = approval.Level,
                ContentHash = approval.ContentHash,
            }],
        };
        if (!answer.Approves)
            return End(answered, ApprovalState.Rejected);
        answered = answered with
        {
            Approvers = [.. approval.Approvers.Select(other =>
                other == approver ? other with { HasApproved = true, ApprovedById = answer.PersonId } : other)],
        };
        return IsSatisfied(answered) && !HasNextLevel(answered) ? End(answered, ApprovalState.Approved) : answered;
    }

    private static bool IsSatisfied(Approval approval) => approval.Rule == ApprovalRule.AnyOne
        ? approval.Approvers.Any(approver => approver.HasApproved)
        : approval.Approvers.All(approver => approver.HasApproved);

    private static Approver Anew(Approver approver) => approver with
    {
        HasApproved = false,
        ApprovedById = null,
        IsHandedOver = false,
        HolderId = approver.PersonId,
    };

    private static IReadOnlyList<string> Yes(Approval approval) =>
    [
        .. approval.Given.SelectMany(given => given.Approvers).Concat(approval.Approvers)
            .Where(approver => approver.HasApproved).Select(approver => approver.ApprovedById ?? approver.PersonId)
            .Distinct(StringComparer.Ordinal),
    ];

    private static Approval End(Approval approval, ApprovalState state) => approval with { State = state };

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);
}
