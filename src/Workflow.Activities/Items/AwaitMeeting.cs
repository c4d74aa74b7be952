using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

internal sealed class AwaitMeeting : WithdrawableActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.AwaitMeeting",
        Summary = "Waits until a meeting is planned that may have room for the item.",
        Outcomes = [new("MeetingPlanned", "There is a meeting to try."), new("Withdrawn", "The item was withdrawn.")],
        Signals = [Signals.MeetingPlanned, Signals.Withdrawn],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        session.SetState(item, ItemState.AwaitingMeeting);
        return ActivityResult.WaitFor(Signals.MeetingPlanned, Signals.Withdrawn);
    }

    protected override ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken) =>
        new(signal.Name == Signals.MeetingPlanned
            ? ActivityResult.Complete("MeetingPlanned", ItemTexts.Say("reason-meeting-planned"))
            : ActivityResult.Complete("Withdrawn", ItemTexts.Say("reason-withdrawn", item.WithdrawnReason)));
}
