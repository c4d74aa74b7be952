namespace Workflow.Runtime;

/// <summary>
/// How long a letter may be on its way. What a host has claimed it begins to send soon or gives back; no send takes longer
/// than its bound; so after both nothing of a live host is still open.
/// </summary>
public static class LetterClaims
{
    /// <summary>A letter whose claim is older than this is not begun any more: it is given back untried.</summary>
    public static readonly TimeSpan BeginWithin = TimeSpan.FromMinutes(2);

    /// <summary>The longest that sending one letter may take; then it is broken off.</summary>
    public static readonly TimeSpan LongestSend = TimeSpan.FromMinutes(2);

    /// <summary>The bounds above, with time to write the result down.</summary>
    public static readonly TimeSpan ShortestLifetime = BeginWithin + LongestSend + TimeSpan.FromSeconds(30);

    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Claims of a letter are numbered by what its row counts as attempts. Where a person sends it again, the number goes up to
    /// the next multiple of this: the attempts count anew, and yet no claim has an older one's number, by which a late result
    /// would pass for its own.
    /// </summary>
    public const int Round = 100;

    /// <summary>How often the letter was tried since it was written, or since a person last sent it again.</summary>
    public static int Attempts(int ticket) => ticket % Round;
}
