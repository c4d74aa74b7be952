using Workflow.Forums.Links;

namespace Workflow.Forums.Consultations;

/// <summary>
/// One answer of a party, as it came. A comment, a correction and a statement for the minutes are three different things.
/// </summary>
/// <param name="At">UTC.</param>
/// <param name="Text">The comment; null where there is none.</param>
public sealed record ConsultationResponse(DateTimeOffset At, string? Text)
{
    /// <summary>Another wording that the party proposes for the document.</summary>
    public string? Correction { get; init; }

    /// <summary>What the party asks to have entered in the minutes in its own words.</summary>
    public string? Statement { get; init; }

    public bool SubjectToPoliticalApproval { get; init; }

    public IReadOnlyList<AnswerFile> Files { get; init; } = [];

    /// <summary>Name of the person who answered for the party, as given; null where none was.</summary>
    public string? By { get; init; }

    public AnswerSource Source { get; init; }

    /// <summary>What proves it: the hash of the mail as received, or of the link's token.</summary>
    public string? Evidence { get; init; }

    /// <summary>Nothing but the sender's address, which anybody can write, says that it is the party's.</summary>
    public bool IsBySenderAlone { get; init; }

    public bool Late { get; init; }

    public bool Admitted { get; init; }

    /// <summary>Late, kept on file, and not to count.</summary>
    public bool Filed { get; init; }

    /// <summary>A personal number stands in it: it is not published until a named person says why it may be.</summary>
    public bool HasPersonalNumber { get; init; }

    /// <summary>Why it is published though a personal number was found; null while it is withheld.</summary>
    public string? ReleasedBecause { get; init; }

    /// <summary>What the body says to it, for the hearing note.</summary>
    public BodyReply? Reply { get; init; }

    public bool IsWithheld => HasPersonalNumber && string.IsNullOrWhiteSpace(ReleasedBecause);

    public bool SaysNothing =>
        string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Correction) && string.IsNullOrWhiteSpace(Statement)
            && Files.All(file => file.IsInline);
}

/// <summary>The body's reply to a party's comment.</summary>
/// <param name="Followed">Whether the comment was followed; null where that is no yes or no.</param>
public sealed record BodyReply(string Text, bool? Followed);

public enum AnswerSource
{
    /// <summary>Entered by the secretariat or a program on the party's behalf.</summary>
    Entered,

    Link,

    Mail,
}
