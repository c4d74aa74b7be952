using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// Waits, among others, for the word that the item is withdrawn. Where another word was on its way when that happened, it
/// comes too late: an item that its people took back goes nowhere any more, and the withdrawal's own word is still to come.
/// </summary>
internal abstract class WithdrawableActivity : ForumActivity
{
    protected sealed override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Signal signal, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        return item.State == ItemState.Withdrawn && signal.Name != Signals.Withdrawn
            && context.WaitedFor.Contains(Signals.Withdrawn)
            ? ActivityResult.WaitFor([.. context.WaitedFor])
            : await ResumeAsync(context, session, item, signal, cancellationToken).ConfigureAwait(false);
    }

    protected abstract ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken);
}
