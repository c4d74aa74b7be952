using Workflow.Forums.Deadlines;

namespace Workflow.Forums.Approvals;

/// <summary>A request that named persons approve one exact content.</summary>
public sealed record Approval
{
    public required string Id { get; init; }

    public required ApprovalKind Kind { get; init; }

    /// <summary>Id of the meeting (agenda, minutes) or the item it is about.</summary>
    public required string AboutId { get; init; }

    public required string BodyId { get; init; }

    public required string Title { get; init; }

    /// <summary>SHA-256 (hex) of the content that is approved; a change asks again.</summary>
    public required string ContentHash { get; init; }

    public required ApprovalRule Rule { get; init; }

    /// <summary>Those whose answer is wanted.</summary>
    public required IReadOnlyList<Approver> Approvers { get; init; }

    /// <summary>Id of the person who asked: may not approve.</summary>
    public string? RequestedById { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The local day the answer is due, in the body's zone.</summary>
    public required DateOnly DueDay { get; init; }

    /// <summary>Names the version of the body's rules that it runs under; null for the first.</summary>
    public DateOnly? RulesFrom { get; init; }

    /// <summary>The body's ladder as it was when the approval was asked for.</summary>
    public required IReadOnlyList<LadderStep> Ladder { get; init; }

    public ApprovalState State { get; init; }

    /// <summary>From 1; a change of content adds one. Deadlines are bound to it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Name of the rung that was reached last; null before the first.</summary>
    public string? LastRung { get; init; }

    public IReadOnlyList<ApprovalAct> Acts { get; init; } = [];
}

public enum ApprovalKind
{
    Agenda,
    Minutes,
    Item,
    ChairChoice,
}

public enum ApprovalRule
{
    AnyOne,
    All,
    BothChairs,
}

public enum ApprovalState
{
    Pending,
    Approved,
    Rejected,
    PassedBySilence,
    Pulled,
    Withdrawn,
}

/// <param name="DeputyId">May act on behalf of the person once the duty was handed over, or during absence.</param>
public sealed record Approver(string PersonId, string Name, string Role, string? DeputyId = null)
{
    /// <summary>Id of the person who holds the duty now.</summary>
    public string HolderId { get; init; } = PersonId;

    public bool HasApproved { get; init; }
}

/// <summary>An answer: who, on behalf of whom, what, when (UTC).</summary>
public sealed record ApprovalAct(string PersonId, string? OnBehalfOfId, bool Approves, string? Reason, DateTimeOffset At);
