using Workflow.Forums.Letters;

namespace Workflow.Runtime;

/// <param name="Id">Of its row.</param>
/// <param name="Ticket">Number of the claim, as <see cref="LetterClaims.Round"/> counts them: a result under an older one is of
/// no account.</param>
public sealed record ClaimedLetter(long Id, Letter Letter, int Ticket)
{
    /// <summary>Since it was written, or since a person last sent it again; this one counted.</summary>
    public int Attempts => LetterClaims.Attempts(Ticket);
}

/// <summary>What became of a letter that was tried.</summary>
/// <param name="RetryAfter">How long after it is written down to try again, by the clock of the database; null where the status
/// is final.</param>
public sealed record LetterResult(LetterStatus Status, string? Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>It was given back before anything was tried, which counts as no attempt.</summary>
    public bool IsUntried { get; init; }
}

public sealed record LetterMark(ClaimedLetter Claimed, LetterResult Result);
