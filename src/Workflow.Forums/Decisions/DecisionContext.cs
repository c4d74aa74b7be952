using Workflow.Forums.Papers;

namespace Workflow.Forums.Decisions;

/// <summary>What the reading of a wording may lean on; all of it optional.</summary>
public sealed record DecisionContext
{
    public static DecisionContext None { get; } = new();

    /// <summary>Local date of the meeting; a date without a year is taken nearest to it.</summary>
    public DateOnly? MeetingDate { get; init; }

    /// <summary>The deciding body: a meeting of its own is not "another body".</summary>
    public BodyPhrases? Own { get; init; }

    /// <summary>Bodies of the document's own cluster first: a bare name means the nearest.</summary>
    public IReadOnlyList<BodyPhrases> Bodies { get; init; } = [];

    /// <summary>The recommendation the decision answers; never read as the decision itself.</summary>
    public string? Recommendation { get; init; }

    /// <summary>A closed item without wording is withheld, not undecided.</summary>
    public Access Access { get; init; } = Access.Open;
}
