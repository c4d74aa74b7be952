using Workflow.Forums.Papers;

namespace Workflow.Forums.Items;

/// <summary>
/// One text for its whole life, with an id of our own. What one body does with it at one meeting is a
/// <see cref="Treatment"/>; there is never a second editable copy.
/// </summary>
public sealed record Item
{
    public required string Id { get; init; }

    /// <summary>Without a routing prefix; the prefix is printed from <see cref="PlannedRoute"/>.</summary>
    public required string Title { get; init; }

    /// <summary>What the public may read of a closed item's title; null for the standard wording.</summary>
    public string? PublicTitle { get; init; }

    public required string OriginBodyId { get; init; }

    /// <summary>A label that many items share, never a key.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Of the text for the body of origin; each treatment after it is given its own.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>A missing flag means closed.</summary>
    public Access Access { get; init; }

    public PlannedRoute PlannedRoute { get; init; }

    /// <summary>Body that the item's own text names as the next one; as written where unknown.</summary>
    public string? PlannedBody { get; init; }

    public DateOnly? PlannedDate { get; init; }

    /// <summary>Id of the person who is told the outcome.</summary>
    public string? OwnerId { get; init; }

    /// <summary>
    /// Summary, statement, economy and others; never recommendation, decision or earlier decisions: a treatment has them.
    /// </summary>
    public IReadOnlyList<ItemSection> Sections { get; init; } = [];

    public IReadOnlyList<ItemAttachment> Attachments { get; init; } = [];

    /// <summary>Id of the item whose promise made this one; null otherwise.</summary>
    public string? FollowsItemId { get; init; }

    public StandingItem Standing { get; init; }

    /// <summary>Id of the meeting whose minutes the item approves; null otherwise.</summary>
    public string? AboutMeetingId { get; init; }

    /// <summary>The recommendation written for the body of origin.</summary>
    public IReadOnlyList<TextBlock> Recommendation { get; init; } = [];

    /// <summary>Id of the body whose agenda it goes to next; null where that body is not configured.</summary>
    public string? TargetBodyId { get; init; }

    /// <summary>Meeting it is meant for; null for the next one.</summary>
    public DateOnly? TargetDate { get; init; }

    /// <summary>First local day it may be treated, such as the first of a promised month; null for any.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>
    /// Why it cannot wait though the submission deadline of its meeting is past; the chair's yes to that meeting alone.
    /// </summary>
    public LateSubmission? Late { get; init; }

    /// <summary>Id of the person who handed the text in: may not approve it.</summary>
    public string? SubmittedById { get; init; }

    /// <summary>
    /// Who has a conflict of interest in it, at whatever meeting; a treatment has those of its own meeting besides.
    /// </summary>
    public IReadOnlyList<Recusal> Recusals { get; init; } = [];

    public string? WithdrawnReason { get; init; }

    /// <summary>Name of the rung that fired last while the chair's choice is waited for.</summary>
    public string? LastRung { get; init; }

    /// <summary>What goes into the next treatment, in this body again or in the next one; null before the first.</summary>
    public PendingForward? Forward { get; init; }

    public ItemState State { get; init; }

    /// <summary>Of the text, from 1: an approval is bound to it.</summary>
    public int TextVersion { get; init; } = 1;

    public bool IsRecused(string? personId) => personId is not null && Recusals.Any(recusal => recusal.PersonId == personId);
}

public sealed record ItemSection(SectionKind Kind, string? Heading, IReadOnlyList<TextBlock> Blocks);

public sealed record ItemAttachment(string Name, string? DocumentNumber, string? CaseNumber)
{
    public string? Number { get; init; }

    public Access Access { get; init; } = Access.Open;

    /// <summary>Id of the only body that may see it; null for all.</summary>
    public string? Audience { get; init; }
}

public enum ItemState
{
    /// <summary>The text is waited for: the first time, or once more after it was returned.</summary>
    Draft,
    Submitted,

    /// <summary>The check found errors that nobody has mended or accepted yet.</summary>
    FindingsOpen,
    InApproval,
    AwaitingMeeting,
    OnAgenda,
    AwaitingChair,
    InHearing,

    /// <summary>Ended by its last body; its decision is published when the minutes are approved.</summary>
    Ended,

    /// <summary>The outcome was told: nothing more happens.</summary>
    Reported,
    Withdrawn,
}

/// <summary>What an item is for, where a secretariat always has it on the agenda.</summary>
public enum StandingItem
{
    None,
    ApproveAgenda,
    ApproveMinutes,
    RoutingOverview,
}

/// <param name="AllowedById">Id of the chair who said yes.</param>
public sealed record LateSubmission(string Reason, string AllowedById);

/// <summary>What goes with an item to the next body: never a block for the first body alone.</summary>
/// <param name="Recommendation">Null where it is still to be written for the receiving body.</param>
/// <param name="DocumentNumber">Of the text for that body; null where it is still to be given.</param>
public sealed record PendingForward(
    string FromMeetingId, IReadOnlyList<EarlierDecision> Lineage, IReadOnlyList<TextBlock>? Recommendation,
    string? DocumentNumber = null);
