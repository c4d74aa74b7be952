using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;

namespace Workflow.Forums.Items;

/// <summary>What one body does with an item at one meeting.</summary>
public sealed record Treatment
{
    /// <summary>Stable: links go by it, never by number.</summary>
    public required string Id { get; init; }

    public required string ItemId { get; init; }

    public required string MeetingId { get; init; }

    public required string BodyId { get; init; }

    /// <summary>Names the version of the body's rules: that of its meeting; null for the first.</summary>
    public DateOnly? RulesFrom { get; init; }

    /// <summary>From 1: the how manyeth treatment of the item this is.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Place on the agenda, from 1; gaps are allowed.</summary>
    public required int Order { get; init; }

    /// <summary>Locked at dispatch; before that printed from the order.</summary>
    public string? Number { get; init; }

    public string? DocumentNumber { get; init; }

    /// <summary>Written for this body; null where it is still to be written (a task says so), never another body's.</summary>
    public IReadOnlyList<TextBlock>? Recommendation { get; init; }

    /// <summary>Earlier decisions of other meetings, oldest first.</summary>
    public IReadOnlyList<EarlierDecision> Lineage { get; init; } = [];

    /// <summary>Why it came onto this agenda after the submission deadline; printed. Null for one in time.</summary>
    public LateSubmission? Late { get; init; }

    public DecisionRecord? Decision { get; init; }

    public RouteRuling? Route { get; init; }

    /// <summary>
    /// The item as this body decided on it; null until its outcome is confirmed. What is written on it afterwards is for
    /// another meeting, and never stands in the minutes of this one.
    /// </summary>
    public Item? AsDecided { get; init; }

    /// <summary>
    /// Whether minutes with an overview of routes were drafted: that shows <see cref="MinutedRoute"/> from then on.
    /// </summary>
    public bool IsMinuted { get; init; }

    /// <summary>The route as it was then; null where none was found yet. A choice made later does not change minutes.</summary>
    public RouteRuling? MinutedRoute { get; init; }

    public IReadOnlyList<PaperAbsence> Absent { get; init; } = [];

    public IReadOnlyList<Recusal> Recusals { get; init; } = [];

    /// <summary>Who is asked in to present it, and when; null for nobody.</summary>
    public PresenterSlot? Slot { get; init; }

    /// <summary>What that person was told last; null where nobody was told, or that it is off.</summary>
    public ToldSlot? SlotTold { get; init; }

    /// <summary>How many letters about the slot were written: one less is the sequence of the calendar entry.</summary>
    public int SlotLetters { get; init; }

    public TreatmentState State { get; init; }
}

public enum TreatmentState
{
    Listed,
    Decided,
    Routed,

    /// <summary>Taken off this agenda (moved, withdrawn); kept for the record.</summary>
    Removed,
}

/// <param name="Body">Name of the body as printed.</param>
/// <param name="Text">Wording as recorded.</param>
public sealed record EarlierDecision(string Body, DateOnly? Date, string Text)
{
    public DecisionOutcome? Outcome { get; init; }
}

public sealed record DecisionRecord
{
    public required string Text { get; init; }

    /// <summary>What the classifier read; a proposal only.</summary>
    public required DecisionReading Proposed { get; init; }

    /// <summary>Null until a person confirmed it. Only a confirmed outcome routes.</summary>
    public DecisionReading? Confirmed { get; init; }

    public string? ConfirmedById { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }
}

/// <summary>A conflict of interest: from then on the item, its files and its mails are hidden from the person.</summary>
public sealed record Recusal(string PersonId, string Ground, string DecidedById);
