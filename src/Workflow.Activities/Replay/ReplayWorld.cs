using Workflow.Activities.Mail;
using Workflow.Activities.Publications;
using Workflow.Runtime;

namespace Workflow.Activities.Replay;

/// <summary>The running product on a virtual clock: what a host's background work does, done here step by step.</summary>
public sealed class ReplayWorld(
    VirtualClock clock,
    SignalDeliverer deliverer,
    DeadlineSweep deadlines,
    OutboxDrain outbox,
    PublicationDrain publications,
    ForumOverview overview)
{
    private const string JobId = "replay";

    public DateTimeOffset Now => clock.GetUtcNow();

    public ForumOverview Overview => overview;

    /// <summary>Delivers, publishes and sends until nothing is left to do at this moment.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        int done;
        do
        {
            done = await deliverer.DeliverPendingAsync(cancellationToken).ConfigureAwait(false);
            done += await publications.DrainAsync(cancellationToken).ConfigureAwait(false);
            done += await outbox.DrainAsync(cancellationToken).ConfigureAwait(false);
        }
        while (done > 0);
    }

    /// <summary>Lets time pass: every deadline on the way fires at its own moment.</summary>
    public async Task AdvanceToAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        while (await deadlines.NextDueAsync(cancellationToken).ConfigureAwait(false) is { } due && due <= instant)
        {
            clock.AdvanceTo(due);
            await deadlines.FireDueAsync(JobId, cancellationToken).ConfigureAwait(false);
            await SettleAsync(cancellationToken).ConfigureAwait(false);
        }

        clock.AdvanceTo(instant);
    }
}
