using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.People;
using Workflow.Forums.Publications;
using Workflow.Runtime;

namespace Workflow.Activities.Operators;

public sealed record RetryPage(string PageId);

public sealed partial class OperatorDesk
{
    /// <summary>The cause is mended: the page is tried again at once, with all tries anew.</summary>
    public Task<Ruling<RetryPage>> RetryPageAsync(
        RetryPage command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<RetryPage>(
            new CommandEnvelope(commandId, "retryPage", actor),
            async (session, token) =>
            {
                if (await session.Publications.FindAsync(command.PageId, token).ConfigureAwait(false) is not { } page)
                    return Unknown.Subject(command.PageId);
                if (page.WrittenAt is not null || page.Failure is null)
                    return OperatorTexts.Refuse("page-not-failed", "PageNotFailed", page.Path);
                session.Publications.Update(PublicationRules.TryAgain(page));
                session.Audit(
                    page.AboutId, "pageRetried", OperatorTexts.PageRetried(page.Path),
                    new Dictionary<string, string> { ["page"] = page.Id });
                return command;
            },
            cancellationToken);
}
