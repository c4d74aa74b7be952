using Hangfire;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Delivers signals as soon as they are written here, and looks every second for those of other hosts.</summary>
internal sealed class SignalPump(SignalDeliverer deliverer, RuntimeWake wake, ILogger<SignalPump> log) : BackgroundService
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await deliverer.DeliverPendingAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The rim of the loop: failures of single signals stand in their rows; this is the database itself.
                log.LoopFailed(nameof(SignalPump), exception);
            }

            await wake.SignalsAsync(AtMost, stoppingToken).ConfigureAwait(false);
        }
    }
}

/// <summary>Enqueues the sending and writing jobs when something was decided here; a recurring job is the net.</summary>
internal sealed class EffectsPump(RuntimeWake wake, IBackgroundJobClient jobs, ILogger<EffectsPump> log) : BackgroundService
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                jobs.Enqueue<PublicationJob>(job => job.RunAsync(CancellationToken.None));
                jobs.Enqueue<MailJob>(job => job.RunAsync(CancellationToken.None));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The rim of the loop: Hangfire's store may be away; the rows wait.
                log.LoopFailed(nameof(EffectsPump), exception);
            }

            await wake.EffectsAsync(AtMost, stoppingToken).ConfigureAwait(false);
        }
    }
}
