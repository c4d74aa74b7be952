using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.Links;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Links;

/// <param name="Url">Address of the page; whoever has it reads the ledger.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record LedgerLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>Links with which the secretariat reads a ledger in a browser.</summary>
public sealed partial class LinkDesk
{
    private static readonly TimeSpan ReadLifetime = TimeSpan.FromDays(30);

    public Task<Ruling<LedgerLink>> GiveLedgerLinkAsync(
        string consultationId, Actor actor, string commandId, CancellationToken cancellationToken) => runtime.ExecuteAsync<LedgerLink>(
            new CommandEnvelope(commandId, "giveLedgerLink", actor),
            async (session, ct) =>
            {
                if (!rules.Letters.WritesLinks)
                    return LinkTexts.NoLinks;
                if (await session.Consultations.FindAsync(consultationId, ct).ConfigureAwait(false) is not { } consultation)
                    return Unknown.Subject(consultationId);
                // A link of its own for each day, so that a later one is not bound to the first one's end.
                var day = DateOnly.FromDateTime(session.Now.UtcDateTime).DayNumber;
                var grant = new LinkGrant(LinkPurpose.Read, consultation.Id, actor.Id, day, session.Now + ReadLifetime);
                var token = await session.LinkAsync(grant, ct).ConfigureAwait(false);
                session.Audit(consultation.Id, "ledgerLinkGiven", LinkTexts.ReadLinkGiven(consultation.Title));
                return new LedgerLink(rules.Letters.LinkTo(token)!, grant.ExpiresAt);
            },
            cancellationToken);
}
