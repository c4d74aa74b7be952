using Workflow.Runtime;

namespace Workflow.Host.Telemetry;

/// <summary>Keeps the gauges fresh while somebody collects them.</summary>
internal sealed class GaugeRefresh(RuntimeGauges gauges, TimeProvider time, ILogger<GaugeRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await gauges.RefreshAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The rim of one look: a database that does not answer now is asked again, and the old numbers stay.
                log.GaugesNotRead(exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
