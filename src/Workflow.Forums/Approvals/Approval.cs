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

    /// <summary>Of the level that is asked now.</summary>
    public required ApprovalRule Rule { get; init; }

    /// <summary>Those whose answer is wanted at the level that is asked now.</summary>
    public required IReadOnlyList<Approver> Approvers { get; init; }

    /// <summary>
    /// Id of the person whose work it is, the author of the item, agenda or minutes: may not approve it, nor through a chain of
    /// deputies. Null where a machine made it.
    /// </summary>
    public string? RequestedById { get; init; }

    /// <summary>Ids of persons with a conflict of interest in what is approved: they may not answer.</summary>
    public IReadOnlyList<string> RecusedIds { get; init; } = [];

    /// <summary>All levels as the body had them when the approval was asked for; empty for a request of one level.</summary>
    public IReadOnlyList<ApprovalLevel> Levels { get; init; } = [];

    /// <summary>The level that is asked now, from 1.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Levels that have said yes to the content as it is now.</summary>
    public IReadOnlyList<GivenLevel> Given { get; init; } = [];

    /// <summary>Parts of the content, so that a change can be told: what they are called, and their hashes.</summary>
    public IReadOnlyList<ContentPart> Content { get; init; } = [];

    /// <summary>What the last change of the content touched, in the body's language; null before any.</summary>
    public string? Change { get; init; }

    /// <summary>Ids of the persons whose former yes the last change made void.</summary>
    public IReadOnlyList<string> VoidedIds { get; init; } = [];

    /// <summary>UTC; when the level that is asked now was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The local day the answer is due, in the body's zone.</summary>
    public required DateOnly DueDay { get; init; }

    /// <summary>Names the version of the body's rules that it runs under; null for the first.</summary>
    public DateOnly? RulesFrom { get; init; }

    /// <summary>
    /// The local day that the plan gives the whole approval; a level with working days of its own has another due day.
    /// </summary>
    public DateOnly? PlannedDay { get; init; }

    /// <summary>The level's ladder as it was when the approval was asked for.</summary>
    public required IReadOnlyList<LadderStep> Ladder { get; init; }

    public ApprovalState State { get; init; }

    /// <summary>From 1; a change of content, another level and another day each add one. Deadlines are bound to it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Name of the rung that was reached last; null before the first.</summary>
    public string? LastRung { get; init; }

    /// <summary>How often the daily look found a duty that had to move; names the command that moves the next.</summary>
    public int DutyMoves { get; init; }

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

    /// <summary>Id of the person who gave the yes: the approver, or a deputy on behalf.</summary>
    public string? ApprovedById { get; init; }

    /// <summary>The ladder passed the duty on; it stays with the deputies.</summary>
    public bool IsHandedOver { get; init; }

    /// <summary>The author, or recused: holds no duty, whoever stands in acts alone.</summary>
    public bool IsBarred { get; init; }

    /// <summary>
    /// Id and name of the person whose duty this was until the mandate ended; null for one asked from the start.
    /// </summary>
    public string? FollowsId { get; init; }

    public string? FollowsName { get; init; }
}

/// <param name="Label">What it is called in a letter; never a title, which may be closed to the reader.</param>
/// <param name="Hash">SHA-256 (hex) of the part.</param>
public sealed record ContentPart(string Key, string Label, string Hash);

/// <summary>An answer: who, on behalf of whom, what, when (UTC).</summary>
public sealed record ApprovalAct(string PersonId, string? OnBehalfOfId, bool Approves, string? Reason, DateTimeOffset At)
{
    /// <summary>From 1.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Hash of the content that was answered on; null for an act of before it was kept.</summary>
    public string? ContentHash { get; init; }
}
