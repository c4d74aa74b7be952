namespace Workflow.Forums.Decisions;

/// <summary>What the classifier proposes for a decision's wording. A person confirms it.</summary>
/// <param name="Kind">The primary outcome.</param>
/// <param name="Confidence">From 0 to 1; how sure the reading is, not how good the decision.</param>
public sealed record DecisionReading(DecisionOutcome Kind, IReadOnlyList<DecisionOutcome> Also, double Confidence)
{
    public VoteCount? Votes { get; init; }

    /// <summary>Name or alias of a body that the decision sends the item to, as written.</summary>
    public string? NamedBody { get; init; }

    /// <summary>Date of the meeting named in the decision.</summary>
    public DateOnly? NamedDate { get; init; }

    /// <summary>The wording says that a majority, not all, carried it.</summary>
    public bool ByMajority { get; init; }

    /// <summary>The sentence that names who dissented, as written.</summary>
    public string? Dissent { get; init; }

    /// <summary>A closed item whose decision is not shown: withheld, which is not "no decision".</summary>
    public bool Withheld { get; init; }

    /// <summary>The wording answers another question than the recommendation asked; kept as written, and shown.</summary>
    public bool DiffersFromRecommendation { get; init; }

    /// <summary>Why this reading: the phrase that matched, for the person who confirms.</summary>
    public string? Evidence { get; init; }
}

public sealed record VoteCount(int For, int Against, int Abstained);
