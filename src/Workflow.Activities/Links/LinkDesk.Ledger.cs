using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.Links;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Links;

/// <param name="Url">Address of the page; whoever has it reads the ledger.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record LedgerLink(string Url, DateTimeOffset ExpiresAt);

/// <param name="SubjectId">Id of a consultation or an approval.</param>
/// <param name="PartyId">Whose links to the consultation; null: those that read its ledger. Of an approval all are meant.</param>
public sealed record RevokeLinks(string SubjectId, string? PartyId, string Reason);

/// <summary>
/// Links with which the secretariat reads a ledger in a browser, and what it does about links that went astray.
/// </summary>
public sealed partial class LinkDesk
{
    private static readonly TimeSpan ReadLifetime = TimeSpan.FromDays(30);

    public Task<Ruling<LedgerLink>> GiveLedgerLinkAsync(
        string consultationId, Actor actor, string commandId, CancellationToken cancellationToken) =>
            runtime.ExecuteAsync<LedgerLink>(
                new CommandEnvelope(commandId, "giveLedgerLink", actor),
                async (session, ct) =>
                {
                    if (!rules.Letters.WritesLinks)
                        return LinkTexts.NoLinks;
                    if (await session.Consultations.FindAsync(consultationId, ct).ConfigureAwait(false) is not { } consultation)
                        return Unknown.Subject(consultationId);
                    // A link of its own for each day, so that a later one is not bound to the first one's end.
                    var day = DateOnly.FromDateTime(session.Now.UtcDateTime).DayNumber;
                    var earlier = await session.LinksOfAsync(consultation.Id, actor.Id, ct).ConfigureAwait(false);
                    var grant = new LinkGrant(LinkPurpose.Read, consultation.Id, actor.Id, day, session.Now + ReadLifetime)
                    {
                        // One that was revoked stays so; the next is another.
                        Contact = earlier.Count(link => link.RevokedAt is not null),
                    };
                    var token = await session.LinkAsync(grant, ct).ConfigureAwait(false);
                    session.Audit(consultation.Id, "ledgerLinkGiven", LinkTexts.ReadLinkGiven(consultation.Title));
                    return new LedgerLink(rules.Letters.LinkTo(token)!, grant.ExpiresAt);
                },
                cancellationToken);

    /// <summary>
    /// Links that went astray open nothing any more. A party is asked anew, with another link, by a change of contact (also to
    /// the
    /// same address); whoever must approve does so in the program.
    /// </summary>
    public Task<Ruling<RevokeLinks>> RevokeAsync(
        RevokeLinks command, Actor actor, string commandId, CancellationToken cancellationToken) =>
            runtime.ExecuteAsync<RevokeLinks>(
                new CommandEnvelope(commandId, "revokeLinks", actor),
                async (session, ct) =>
                {
                    if (string.IsNullOrWhiteSpace(command.Reason))
                        return LinkTexts.RevokeReasonMissing;
                    var isApproval = await session.Approvals.FindAsync(command.SubjectId, ct).ConfigureAwait(false) is not null;
                    if (!isApproval && await session.Consultations.FindAsync(command.SubjectId, ct).ConfigureAwait(false) is null)
                        return Unknown.Subject(command.SubjectId);
                    if (isApproval || command.PartyId is null)
                        session.Revoke(command.SubjectId, isApproval ? LinkPurpose.Approve : LinkPurpose.Read, command.Reason);
                    else
                        session.Revoke(command.SubjectId, command.PartyId, command.Reason);
                    session.Audit(
                        command.SubjectId, "linksRevoked", LinkTexts.LinksRevoked(command.Reason), new Dictionary<string, string>
                        {
                            ["party"] = command.PartyId ?? "",
                            ["reason"] = command.Reason,
                        });
                    return command;
                },
                cancellationToken);
}
