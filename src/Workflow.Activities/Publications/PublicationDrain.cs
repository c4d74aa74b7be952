using Microsoft.Extensions.Logging;
using Workflow.Activities.Ports;
using Workflow.Forums.Publications;
using Workflow.Runtime;

namespace Workflow.Activities.Publications;

/// <summary>
/// Writes the pages that were decided on. Writing one again changes nothing, so a process that dies between writing and
/// marking only writes it once more.
/// </summary>
public sealed class PublicationDrain(PublicationStore store, IPublicationTarget target, ILogger<PublicationDrain> log)
{
    /// <returns>How many were written; what could not be has its cause in its row, for all to see, and another try
    /// later.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var publication in await store.DueAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await WriteAsync(publication, cancellationToken).ConfigureAwait(false))
                continue;
            await store.MarkWrittenAsync(publication, cancellationToken).ConfigureAwait(false);
            written++;
        }

        return written;
    }

    private async Task<bool> WriteAsync(Publication publication, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(publication, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The rim of one page: a full disk or a forbidden name must not keep the others.
            log.PageFailed(publication.Id, exception.GetType().Name);
            await store.MarkFailedAsync(publication.Id, exception.Message, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }
}
