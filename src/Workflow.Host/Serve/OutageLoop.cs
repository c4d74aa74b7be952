namespace Workflow.Host.Serve;

/// <summary>A loop that outlives its database: what fails is logged and tried again with growing pauses.</summary>
internal abstract class OutageLoop(TimeProvider time, ILogger log, Random? jitter = null) : BackgroundService
{
    private readonly OutageBackOff _backOff = new(jitter ?? Random.Shared);

    /// <summary>One round with its pause.</summary>
    protected abstract Task RoundAsync(CancellationToken stoppingToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken).ConfigureAwait(false);
                _backOff.Succeeded();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The rim of the loop: failures of single cases stand in their rows; this is the database itself, or
                // Hangfire's store, and the rows wait until it is back.
                log.LoopFailed(GetType().Name, exception);
                await Task.Delay(_backOff.Failed(), time, stoppingToken).ConfigureAwait(false);
            }
        }
    }
}
