namespace Workflow.Forums.Links;

/// <summary>What a link is good for at a moment.</summary>
public static class LinkRules
{
    /// <summary>
    /// An answer link outlives the deadline by this: what comes then is taken as late, and the page must be able to say so.
    /// </summary>
    public static readonly TimeSpan AnswerLifetime = TimeSpan.FromDays(180);

    /// <summary>An approval ends by its ladder long before; this bounds a link that nobody ever revoked.</summary>
    public static readonly TimeSpan ApproveLifetime = TimeSpan.FromDays(365);

    /// <summary>Why the links of a party's former contact were withdrawn; the page says it in its reader's language.</summary>
    public const string NewContact = "newContact";

    /// <param name="purpose">What is asked of the link.</param>
    /// <param name="version">Of the subject now; null where it is not known yet, which leaves that question out.</param>
    /// <param name="now">UTC.</param>
    public static LinkState Check(StoredLink? link, LinkPurpose purpose, int? version, DateTimeOffset now)
    {
        if (link is null)
            return LinkState.Unknown;
        if (link.Grant.Purpose != purpose)
            return LinkState.OtherPurpose;
        if (link.RevokedAt is not null)
            return LinkState.Revoked;
        if (link.UsedAt is not null)
            return LinkState.Used;
        if (now >= link.Grant.ExpiresAt)
            return LinkState.Expired;
        return version is { } current && IsSuperseded(link.Grant, current) ? LinkState.Superseded : LinkState.Usable;
    }

    /// <summary>
    /// An approval is given to one exact content: a newer version has a newer letter. An extended consultation asks about the
    /// same document, so the link of the first letter goes on answering it; one of a version that is not there yet never does.
    /// </summary>
    private static bool IsSuperseded(LinkGrant grant, int current) =>
        grant.Purpose switch
        {
            LinkPurpose.Approve => grant.Version != current,
            LinkPurpose.Read => false,
            _ => grant.Version > current,
        };
}
