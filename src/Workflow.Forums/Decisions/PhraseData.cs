namespace Workflow.Forums.Decisions;

/// <summary>The phrases of decisions in the papers' language, as the data file holds them.</summary>
internal sealed record PhraseData
{
    /// <summary>Named pieces of patterns; <c>{name}</c> in a pattern stands for one.</summary>
    public required IReadOnlyDictionary<string, string> Fragments { get; init; }

    public required IReadOnlyList<string> Withheld { get; init; }

    public required IReadOnlyList<StripRule> Strip { get; init; }

    public required IReadOnlyList<PhraseRule> Rules { get; init; }

    public required IReadOnlyList<string> AmendmentMarks { get; init; }

    public required IReadOnlyList<string> Majority { get; init; }

    public required IReadOnlyList<string> Dissent { get; init; }

    public required IReadOnlyList<string> Votes { get; init; }

    public required IReadOnlyList<string> Abstentions { get; init; }

    public required IReadOnlyList<AskRule> RecommendationAsks { get; init; }

    public required IReadOnlyList<string> Promises { get; init; }

    public required string LaterMeeting { get; init; }

    public required string DueMonth { get; init; }
}

/// <param name="Pattern">A sentence it fits says nothing about the decision.</param>
/// <param name="Unless">Unless this fits as well.</param>
internal sealed record StripRule(string Id, string Pattern, string? Unless = null);

/// <param name="Group">Of the rules of one group the first that fits a sentence counts.</param>
/// <param name="Outcome">Null: the words fit, but say that it did not happen.</param>
/// <param name="Amends">Beside an approval it is a change of it, not an outcome of its own.</param>
/// <param name="Ends">No further rule is tried on the sentence.</param>
internal sealed record PhraseRule(
    string Id,
    string Group,
    DecisionOutcome? Outcome,
    string Pattern,
    IReadOnlyList<DecisionOutcome>? Also = null,
    bool Amends = false,
    bool Ends = false);

/// <param name="Outcome">What a recommendation with these words asks for.</param>
internal sealed record AskRule(DecisionOutcome Outcome, string Pattern);
