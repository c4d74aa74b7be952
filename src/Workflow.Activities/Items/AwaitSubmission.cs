using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

internal sealed class AwaitSubmission : WithdrawableActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.AwaitSubmission",
        Summary = "Waits until the owner hands in the item's text.",
        Outcomes = [new("Submitted", "The text was handed in."), new("Withdrawn", "The item was withdrawn.")],
        Signals = [Signals.Submitted, Signals.Withdrawn],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken) =>
        new(ActivityResult.WaitFor(Signals.Submitted, Signals.Withdrawn));

    protected override ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken) =>
        new(signal.Name == Signals.Submitted
            ? ActivityResult.Complete("Submitted", ItemTexts.Say("reason-submitted", item.TextVersion))
            : ActivityResult.Complete("Withdrawn", ItemTexts.Say("reason-withdrawn", item.WithdrawnReason)));
}
