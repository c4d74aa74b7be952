using Workflow.Forums.People;
using Workflow.Forums.Publications;

namespace Workflow.Runtime;

/// <summary>Pages decided on but not yet written to their place.</summary>
public sealed class PublicationStore
{
    private readonly TransactionRunner _transactions;

    internal PublicationStore(TransactionRunner transactions) => _transactions = transactions;

    /// <summary>Those to be written now: what failed waits for its next try, what was given up for a person.</summary>
    public Task<IReadOnlyList<Publication>> DueAsync(CancellationToken cancellationToken) =>
        _transactions.ReadAsync<IReadOnlyList<Publication>>(
            async (session, token) =>
            [
                .. (await session.UnwrittenPublicationsAsync(token).ConfigureAwait(false)).Where(
                    page => PublicationRules.IsDue(page, session.Now)),
            ],
            cancellationToken);

    /// <param name="written">As it was written; where the row was made anew meanwhile, that is still to be written.</param>
    public Task MarkWrittenAsync(Publication written, CancellationToken cancellationToken) => ChangeAsync(
        written.Id,
        (page, session) => page.ContentHash == written.ContentHash ? PublicationRules.Written(page, session.Now) : page,
        cancellationToken);

    /// <param name="cause">As the system said it; operators read it.</param>
    public Task MarkFailedAsync(string id, string cause, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (page, session) =>
        {
            var failed = PublicationRules.Failed(page, cause, session.Now);
            if (failed.GivenUpAt is not null)
                session.Audit(page.AboutId, "pageGivenUp", RuntimeTexts.PageGivenUp(failed),
                    new Dictionary<string, string> { ["page"] = page.Id });
            return failed;
        },
        cancellationToken);

    private Task<bool> ChangeAsync(
        string id, Func<Publication, ForumSession, Publication> change, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            "mark publication",
            Actor.System,
            async (session, token) =>
            {
                var page = await session.Publications.GetAsync(id, token).ConfigureAwait(false);
                if (page.WrittenAt is not null)
                    return false;
                session.Publications.Update(change(page, session));
                return true;
            },
            changed => changed,
            cancellationToken);
}
