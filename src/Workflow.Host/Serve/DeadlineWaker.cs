using Hangfire;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>
/// Sleeps until the next due time this process knows, then enqueues a Hangfire job that fires what is due. It never fires
/// anything itself, so Hangfire carries every deadline; a recurring job is the net under it.
/// </summary>
internal sealed class DeadlineWaker(
    DeadlineSweep sweep, RuntimeWake wake, IBackgroundJobClient jobs, TimeProvider time, ILogger<DeadlineWaker> log) : BackgroundService
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterEnqueue = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wake.DeadlinesAsync(await LookAsync(stoppingToken).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The rim of the loop: a database that is away for a while must not end the waking.
                log.LoopFailed(nameof(DeadlineWaker), exception);
                await Task.Delay(AtMost, TimeProvider.System, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>How long to sleep.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        var due = await sweep.NextDueAsync(cancellationToken).ConfigureAwait(false);
        var left = due is { } at ? at - time.GetUtcNow() : AtMost;
        if (left > TimeSpan.Zero)
            return left < AtMost ? left : AtMost;
        jobs.Enqueue<DeadlineJob>(job => job.RunAsync(null, CancellationToken.None));
        return AfterEnqueue;
    }
}
