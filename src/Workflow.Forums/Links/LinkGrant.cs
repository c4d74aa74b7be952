namespace Workflow.Forums.Links;

/// <summary>What one person or party is given a link for. The same grant gives the same token, whatever its expiry.</summary>
/// <param name="SubjectId">Id of the consultation or approval.</param>
/// <param name="PartyId">Id of the party or person; a forwarded link still answers for it.</param>
/// <param name="Version">Of the subject when the link was made.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record LinkGrant(LinkPurpose Purpose, string SubjectId, string PartyId, int Version, DateTimeOffset ExpiresAt)
{
    /// <summary>Hash of the stored document that this party reads; null where the link shows none.</summary>
    public string? DocumentHash { get; init; }

    /// <summary>
    /// From 0; raised when somebody else is asked for the party, whose link is another. It stands in the token alone: of a link
    /// that was read back it is 0.
    /// </summary>
    public int Contact { get; init; }
}

/// <summary>A link as it is kept: by the hash of its token, so that whoever reads the table opens nothing.</summary>
/// <param name="TokenHash">SHA-256 (hex) of the token.</param>
/// <param name="UsedAt">UTC; null while it was not used up. Answer links are never used up.</param>
/// <param name="RevokedAt">UTC; null while it holds.</param>
public sealed record StoredLink(
    string TokenHash, LinkGrant Grant, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>A sentence, or <see cref="LinkRules.NewContact"/>; null while it holds.</summary>
    public string? RevokedWhy { get; init; }
}
