using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Items;

/// <summary>A new item with its text so far; it begins to wait for being handed in.</summary>
/// <param name="ItemId">Readable, safe in file names, chosen by the caller, never used again.</param>
public sealed record DraftItem(string ItemId, string BodyId, string Title)
{
    /// <summary>A missing flag means closed.</summary>
    public Access Access { get; init; }

    public string? PublicTitle { get; init; }

    public PlannedRoute PlannedRoute { get; init; }

    /// <summary>Body that the text names as the next one, as written.</summary>
    public string? PlannedBody { get; init; }

    public DateOnly? PlannedDate { get; init; }

    public IReadOnlyList<ItemSection> Sections { get; init; } = [];

    public IReadOnlyList<TextBlock> Recommendation { get; init; } = [];

    public IReadOnlyList<ItemAttachment> Attachments { get; init; } = [];

    /// <summary>What other meetings decided before, oldest first; for an item whose history began elsewhere.</summary>
    public IReadOnlyList<EarlierDecision> Lineage { get; init; } = [];

    public string? OwnerId { get; init; }

    public string? CaseNumber { get; init; }

    public string? DocumentNumber { get; init; }

    /// <summary>Day of the meeting it is meant for; null for the next one.</summary>
    public DateOnly? MeetingDate { get; init; }

    public StandingItem Standing { get; init; }

    /// <summary>Id of the meeting whose minutes it approves; null otherwise.</summary>
    public string? AboutMeetingId { get; init; }
}

/// <summary>Hands the item in: as it is drafted, or with another text. What is null stays as it was.</summary>
public sealed record SubmitItem(string ItemId)
{
    public string? Title { get; init; }

    public IReadOnlyList<ItemSection>? Sections { get; init; }

    /// <summary>For the body that the item is handed in to.</summary>
    public IReadOnlyList<TextBlock>? Recommendation { get; init; }

    public IReadOnlyList<ItemAttachment>? Attachments { get; init; }

    public DateOnly? MeetingDate { get; init; }
}

/// <summary>The chair lets the item onto an agenda whose submission deadline has passed.</summary>
/// <param name="Reason">Why it cannot wait; printed on the agenda and in the minutes.</param>
/// <param name="MeetingDate">Meeting it is for; null for the one it is meant for already.</param>
public sealed record AllowLate(string ItemId, string Reason, DateOnly? MeetingDate = null);

/// <summary>A person takes the findings of the check upon them, with a reason.</summary>
public sealed record AcceptFindings(string ItemId, string Reason);

/// <summary>Puts the item on the agenda of this meeting, or at another place of the agenda it is on.</summary>
/// <param name="Order">Place on the agenda, from 1; null for the last.</param>
public sealed record PlaceItem(string ItemId, string MeetingId, int? Order = null);

/// <summary>The recommendation for the body that has the item now.</summary>
/// <param name="DocumentNumber">Of the text for this body; null to leave it.</param>
public sealed record WriteRecommendation(string ItemId, IReadOnlyList<TextBlock> Recommendation, string? DocumentNumber = null);

/// <summary>What the meeting decided, as recorded. Until it is confirmed it may be recorded anew.</summary>
public sealed record RecordDecision(string ItemId, string Text)
{
    public IReadOnlyList<PaperAbsence> Absent { get; init; } = [];

    public IReadOnlyList<Recusal> Recusals { get; init; } = [];
}

/// <param name="Reading">What a person reads in the wording; null where it is as the classifier proposed.</param>
public sealed record ConfirmOutcome(string ItemId, DecisionReading? Reading = null);

/// <summary>Where the item goes, chosen by the chair because the outcome does not say.</summary>
/// <param name="ToBodyId">Body it is referred to; null for the one the text names, or the upper body.</param>
/// <param name="Date">Meeting it goes to; null for the next one.</param>
public sealed record ChooseRoute(
    string ItemId, ChairChoice Choice, string? Reason = null, string? ToBodyId = null, DateOnly? Date = null);

public enum ChairChoice
{
    Refer,
    NextMeeting,
    End,
}

public sealed record WithdrawItem(string ItemId, string Reason);

/// <summary>Says whom a decided hearing asks, where the body's rules do not.</summary>
/// <param name="WorkingDays">Length of the hearing.</param>
public sealed record HoldHearing(string ItemId, IReadOnlyList<ConsultedParty> Parties, int WorkingDays, string Question);

/// <summary>Every outcome of the meeting as it was proposed.</summary>
public sealed record ConfirmOutcomes(string MeetingId);

/// <param name="ItemIds">Those that are confirmed now.</param>
/// <param name="Left">Those that a person must look at one by one.</param>
public sealed record ConfirmedOutcomes(IReadOnlyList<string> ItemIds, IReadOnlyList<LeftOutcome> Left);

/// <param name="Code">Why it was left, for programs.</param>
/// <param name="Text">The same for people.</param>
public sealed record LeftOutcome(string ItemId, string Code, string Text);
