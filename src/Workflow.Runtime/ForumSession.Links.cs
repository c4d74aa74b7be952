using System.Security.Cryptography;
using Workflow.Forums.Links;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>Links for those without a login.</summary>
public sealed partial class ForumSession
{
    private const string LinkKeyName = "linkKey";

    private const string UseLink = "update links set used_at = $1 where token_hash = $2 and used_at is null";

    private const string RevokeLinks =
        """
        update links set revoked_at = $1, revoked_why = $2
        where subject_id = $3 and purpose = $4 and used_at is null and revoked_at is null
        """;

    private const string RevokePartysLinks =
        """
        update links set revoked_at = $1, revoked_why = $2
        where subject_id = $3 and party_id = $4 and purpose <> 'Read' and used_at is null and revoked_at is null
        """;

    private string? _linkKey;

    /// <summary>
    /// Gives out a link, in the transaction of the letter that carries it. The same grant again gives the same token.
    /// </summary>
    /// <returns>The token: to be printed in the letter, and kept nowhere.</returns>
    public async Task<string> LinkAsync(LinkGrant grant, CancellationToken cancellationToken)
    {
        var token = LinkTokens.Make(await LinkKeyAsync(cancellationToken).ConfigureAwait(false), grant);
        _writes.Insert(
            new LinkRow
            {
                TokenHash = LinkTokens.Hash(token),
                Purpose = grant.Purpose,
                SubjectId = grant.SubjectId,
                PartyId = grant.PartyId,
                SubjectVersion = grant.Version,
                ExpiresAt = grant.ExpiresAt,
                DocumentHash = grant.DocumentHash,
                CreatedAt = Now,
            },
            "on conflict do nothing");
        return token;
    }

    /// <summary>Null where nobody was given such a token.</summary>
    public async Task<StoredLink?> FindLinkAsync(string token, CancellationToken cancellationToken)
    {
        if (!LinkTokens.IsWellFormed(token))
            return null;
        if (_writes.Touches<LinkRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<LinkRow>(
            "where token_hash = $1", [LinkTokens.Hash(token)], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : Stored(rows[0]);
    }

    /// <summary>All links of a subject, the oldest first.</summary>
    public async Task<IReadOnlyList<StoredLink>> LinksOfAsync(string subjectId, CancellationToken cancellationToken)
    {
        if (_writes.Touches<LinkRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<LinkRow>(
            "where subject_id = $1 order by created_at, token_hash", [subjectId], cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(Stored)];
    }

    /// <summary>The links of one party to a subject, the oldest first: of a large hearing nobody reads all for each.</summary>
    public async Task<IReadOnlyList<StoredLink>> LinksOfAsync(
        string subjectId, string partyId, CancellationToken cancellationToken)
    {
        if (_writes.Touches<LinkRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<LinkRow>(
            "where subject_id = $1 and party_id = $2 order by created_at, token_hash", [subjectId, partyId],
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(Stored)];
    }

    /// <summary>
    /// Uses a link up, in the transaction of what was done through it. Whoever calls has read the link and changes the
    /// subject in the same transaction: of two that race, the subject's version lets one through.
    /// </summary>
    public void UseUp(StoredLink link) => _writes.Statement(new StatementWrite(UseLink, Now, link.TokenHash));

    /// <summary>The subject's links for that purpose that were not used open nothing any more.</summary>
    public void Revoke(string subjectId, LinkPurpose purpose, string why) =>
        _writes.Statement(new StatementWrite(RevokeLinks, Now, why, subjectId, purpose.ToString()));

    /// <summary>
    /// So do the links of one party, to whom no letter goes there any more: its page, and its address for replies.
    /// </summary>
    public void Revoke(string subjectId, string partyId, string why) =>
        _writes.Statement(new StatementWrite(RevokePartysLinks, Now, why, subjectId, partyId));

    private static StoredLink Stored(LinkRow row) => new(
        row.TokenHash,
        new LinkGrant(
            row.Purpose, row.SubjectId, row.PartyId, row.SubjectVersion, row.ExpiresAt)
        { DocumentHash = row.DocumentHash },
        row.CreatedAt,
        row.UsedAt,
        row.RevokedAt)
    {
        RevokedWhy = row.RevokedWhy,
    };

    /// <summary>The setting's, else this database's own, made when the first link is.</summary>
    private async Task<string> LinkKeyAsync(CancellationToken cancellationToken)
    {
        if (_linkKey is not null)
            return _linkKey;
        if (_factory.LinkKey is { } configured)
            return _linkKey = configured;
        if (await StoredKeyAsync(cancellationToken).ConfigureAwait(false) is { } stored)
            return _linkKey = stored;
        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _writes.Insert(new SecretRow { Name = LinkKeyName, Value = made, CreatedAt = Now }, "on conflict do nothing");
        // Two hosts that make the first link at once: the second waits here for the first, and takes its key.
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return _linkKey = await StoredKeyAsync(cancellationToken).ConfigureAwait(false) ?? made;
    }

    private async Task<string?> StoredKeyAsync(CancellationToken cancellationToken)
    {
        var rows = await _transaction.ListAsync<SecretRow>(
            "where name = $1", [LinkKeyName], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0].Value;
    }
}
