using Hangfire;
using Hangfire.Server;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Inbound;
using Workflow.Activities.Mail;
using Workflow.Activities.Meetings;
using Workflow.Activities.Publications;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Names of the queues, as the dashboard shows them.</summary>
public static class Queues
{
    public const string Deadlines = "deadlines";
    public const string Mail = "mail";
    public const string Calendar = "calendar";
    public const string Publication = "publication";
    public const string Inbound = "inbound";
    public const string Upkeep = "upkeep";

    /// <summary>
    /// Each queue has workers of its own, so that a long mail job never keeps a deadline waiting. The number is per host.
    /// </summary>
    public static IReadOnlyDictionary<string, int> Workers { get; } =
        new Dictionary<string, int>(StringComparer.Ordinal)
        {
            [Deadlines] = 2,
            [Publication] = 1,
            [Mail] = 2,
            [Calendar] = 1,
            [Inbound] = 1,
            [Upkeep] = 1
        };
}

// No job but those of upkeep is tried again by Hangfire: the rows say what is left to do, and whoever looks at them enqueues the
// next job. One that
// failed is shown as deleted, with its exception, for a day.

/// <summary>Fires what is due. At least once, at any time, on any host: the table decides.</summary>
public sealed class DeadlineJob(DeadlineSweep sweep)
{
    [Queue(Queues.Deadlines), JobDisplayName("Fire what is due")]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync(PerformContext? context, CancellationToken cancellationToken) =>
        sweep.FireDueAsync(context?.BackgroundJob.Id ?? "", cancellationToken);
}

public sealed class MailJob(OutboxDrain outbox)
{
    [Queue(Queues.Mail), JobDisplayName("Send what was decided")]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync(CancellationToken cancellationToken) => outbox.DrainAsync(cancellationToken);
}

public sealed class CalendarJob(OnlineEventDrain events)
{
    [Queue(Queues.Calendar), JobDisplayName("Put online meetings into the calendar")]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync(CancellationToken cancellationToken) => events.DrainAsync(cancellationToken);
}

public sealed class InboundJob(InboundDrain inbound)
{
    [Queue(Queues.Inbound), JobDisplayName("File what came in")]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync(CancellationToken cancellationToken) => inbound.DrainAsync(cancellationToken);
}

public sealed class PublicationJob(PublicationDrain publications)
{
    [Queue(Queues.Publication), JobDisplayName("Write published pages")]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync(CancellationToken cancellationToken) => publications.DrainAsync(cancellationToken);
}

public sealed class SealJob(AuditSeals seals)
{
    [Queue(Queues.Upkeep), JobDisplayName("Seal the audit trail")]
    public Task RunAsync(CancellationToken cancellationToken) => seals.SealAsync(cancellationToken);
}

public sealed class DutyJob(DutyWatch duties, ConsultationWatch ledgers)
{
    [Queue(Queues.Upkeep), JobDisplayName("Move the duties of those who have left or are away")]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await duties.RunAsync(cancellationToken).ConfigureAwait(false);
        await ledgers.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The net under the loops, visible and named in the dashboard.</summary>
internal sealed class RecurringJobs(IRecurringJobManager manager)
{
    /// <summary>Writing them again changes nothing.</summary>
    public void Write()
    {
        manager.AddOrUpdate<DeadlineJob>(
            "deadlines", Queues.Deadlines, job => job.RunAsync(null, CancellationToken.None), Cron.Minutely());
        manager.AddOrUpdate<MailJob>("mail", Queues.Mail, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        manager.AddOrUpdate<CalendarJob>(
            "calendar", Queues.Calendar, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        manager.AddOrUpdate<InboundJob>("inbound", Queues.Inbound, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        manager.AddOrUpdate<PublicationJob>(
            "publication", Queues.Publication, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        manager.AddOrUpdate<SealJob>("audit-seal", Queues.Upkeep, job => job.RunAsync(CancellationToken.None), Cron.Daily());
        manager.AddOrUpdate<DutyJob>("duties", Queues.Upkeep, job => job.RunAsync(CancellationToken.None), Cron.Daily(4));
    }
}
