using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>
/// Sleeps until the next due time, then enqueues a Hangfire job that fires what is due. It never fires anything itself, so
/// Hangfire carries every deadline; a recurring job is the net under it. A deadline that another host wrote is seen within
/// <see cref="AtMost"/>.
/// </summary>
internal sealed class DeadlineWaker(
    DeadlineSweep sweep, RuntimeWake wake, JobQueue jobs, TimeProvider time, ILogger<DeadlineWaker> log) : OutageLoop(time, log)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterEnqueue = TimeSpan.FromMilliseconds(250);

    private DateTimeOffset? _enqueuedFor;
    private TimeSpan _pause = AfterEnqueue;

    protected override async Task RoundAsync(CancellationToken stoppingToken) =>
        await wake.DeadlinesAsync(
            Look(await sweep.NextAsync(stoppingToken).ConfigureAwait(false)), stoppingToken).ConfigureAwait(false);

    /// <returns>How long to sleep.</returns>
    private TimeSpan Look(NextDeadline? next)
    {
        if (next is null || next.Left > TimeSpan.Zero)
            return next is null || next.Left > AtMost ? AtMost : next.Left;
        jobs.Enqueue<DeadlineJob>(Queues.Deadlines, job => job.RunAsync(null, CancellationToken.None));
        // The same one still: its job waits for a worker, or the row is locked. Asking more and more often helps nobody.
        _pause = _enqueuedFor == next.At ? _pause * 2 : AfterEnqueue;
        _enqueuedFor = next.At;
        return _pause = _pause < AtMost ? _pause : AtMost;
    }
}
