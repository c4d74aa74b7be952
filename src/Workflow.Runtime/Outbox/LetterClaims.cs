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
}
