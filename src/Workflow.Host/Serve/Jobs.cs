using Hangfire;
using Hangfire.Server;
using Workflow.Activities.Approvals;
using Workflow.Activities.Mail;
using Workflow.Activities.Publications;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Names of the queues, as the dashboard shows them.</summary>
public static class Queues
{
    public const string Deadlines = "deadlines";
    public const string Mail = "mail";
    public const string Publication = "publication";
    public const string Upkeep = "upkeep";

    public static string[] All => [Deadlines, Mail, Publication, Upkeep];
}

/// <summary>Fires what is due. At least once, at any time, on any host: the table decides.</summary>
public sealed class DeadlineJob(DeadlineSweep sweep)
{
    [Queue(Queues.Deadlines), JobDisplayName("Fire what is due")]
    public Task RunAsync(PerformContext? context, CancellationToken cancellationToken) =>
        sweep.FireDueAsync(context?.BackgroundJob.Id ?? "", cancellationToken);
}

public sealed class MailJob(OutboxDrain outbox)
{
    [Queue(Queues.Mail), JobDisplayName("Send what was decided")]
    public Task RunAsync(CancellationToken cancellationToken) => outbox.DrainAsync(cancellationToken);
}

public sealed class PublicationJob(PublicationDrain publications)
{
    [Queue(Queues.Publication), JobDisplayName("Write published pages")]
    public Task RunAsync(CancellationToken cancellationToken) => publications.DrainAsync(cancellationToken);
}

public sealed class SealJob(AuditSeals seals)
{
    [Queue(Queues.Upkeep), JobDisplayName("Seal the audit trail")]
    public Task RunAsync(CancellationToken cancellationToken) => seals.SealAsync(cancellationToken);
}

public sealed class DutyJob(DutyWatch duties)
{
    [Queue(Queues.Upkeep), JobDisplayName("Move the duties of those who have left or are away")]
    public Task RunAsync(CancellationToken cancellationToken) => duties.RunAsync(cancellationToken);
}
