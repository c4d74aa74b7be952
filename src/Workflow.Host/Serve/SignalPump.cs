using Workflow.Activities.Ports;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Delivers signals as soon as they are written here, and looks every second for those of other hosts.</summary>
internal sealed class SignalPump(SignalDeliverer deliverer, RuntimeWake wake, TimeProvider time, ILogger<SignalPump> log)
    : OutageLoop(time, log)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        await deliverer.DeliverPendingAsync(stoppingToken).ConfigureAwait(false);
        await wake.SignalsAsync(AtMost, stoppingToken).ConfigureAwait(false);
    }
}

/// <summary>Enqueues the sending and writing jobs when something was decided here; a recurring job is the net.</summary>
internal sealed class EffectsPump(
    RuntimeWake wake, JobQueue jobs, TimeProvider time, ILogger<EffectsPump> log) : OutageLoop(time, log)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    protected override Task RoundAsync(CancellationToken stoppingToken)
    {
        jobs.Enqueue<PublicationJob>(Queues.Publication, job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<CalendarJob>(Queues.Calendar, job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<MailJob>(Queues.Mail, job => job.RunAsync(CancellationToken.None));
        return wake.EffectsAsync(AtMost, stoppingToken);
    }
}

/// <summary>Enqueues the reading when the mailbox says that something may have come; a recurring job is the net.</summary>
internal sealed class InboundPump(
    IMailbox mailbox, JobQueue jobs, TimeProvider time, ILogger<InboundPump> log) : OutageLoop(time, log)
{
    protected override Task RoundAsync(CancellationToken stoppingToken)
    {
        jobs.Enqueue<InboundJob>(Queues.Inbound, job => job.RunAsync(CancellationToken.None));
        return mailbox.WaitAsync(stoppingToken);
    }
}

/// <summary>Writes the recurring jobs down again now and then: a Hangfire store emptied by hand has lost them.</summary>
internal sealed class Timetable(RecurringJobs recurring, TimeProvider time, ILogger<Timetable> log) : OutageLoop(time, log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    protected override Task RoundAsync(CancellationToken stoppingToken)
    {
        recurring.Write();
        return Task.Delay(Pause, TimeProvider.System, stoppingToken);
    }
}
