using Workflow.Forums.People;
using Workflow.Forums.Publications;

namespace Workflow.Runtime;

/// <summary>Pages decided on but not yet written to their place.</summary>
public sealed class PublicationStore
{
    private readonly TransactionRunner _transactions;

    internal PublicationStore(TransactionRunner transactions) => _transactions = transactions;

    public Task<IReadOnlyList<Publication>> UnwrittenAsync(CancellationToken cancellationToken) =>
        _transactions.ReadAsync((session, token) => session.UnwrittenPublicationsAsync(token), cancellationToken);

    public Task MarkWrittenAsync(string id, CancellationToken cancellationToken) => _transactions.RunAsync(
        "mark publication",
        Actor.System,
        async (session, token) =>
        {
            var publication = await session.Publications.GetAsync(id, token).ConfigureAwait(false);
            if (publication.WrittenAt is not null)
                return false;
            session.Publications.Update(publication with { WrittenAt = session.Now });
            return true;
        },
        written => written,
        cancellationToken);
}
