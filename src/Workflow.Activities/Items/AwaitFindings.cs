using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

internal sealed class AwaitFindings(ForumRules rules) : WithdrawableActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.AwaitFindings",
        Summary = "Waits until somebody accepts the findings of the check, or hands in a better text.",
        Outcomes =
        [
            new("Accepted", "A person accepted the findings with a reason."),
            new("Resubmitted", "Another text was handed in."),
            new("Withdrawn", "The item was withdrawn."),
        ],
        Signals = [Signals.FindingsAccepted, Signals.Submitted, Signals.Withdrawn],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        session.SetState(item, ItemState.FindingsOpen);
        await ItemTasks.AskAsync(
            session, rules, item, item.OriginBodyId, ItemTasks.Findings, () => ItemTexts.Say("task-findings", item.Title),
            cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Signals.FindingsAccepted, Signals.Submitted, Signals.Withdrawn);
    }

    protected override ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken) =>
        new(signal.Name switch
        {
            Signals.FindingsAccepted => ActivityResult.Complete(
                "Accepted", ItemTexts.Say("reason-findings-accepted", signal.Data.GetValueOrDefault("reason"))),
            Signals.Submitted => ActivityResult.Complete("Resubmitted", ItemTexts.Say("reason-submitted", item.TextVersion)),
            _ => ActivityResult.Complete("Withdrawn", ItemTexts.Say("reason-withdrawn", item.WithdrawnReason)),
        });
}
