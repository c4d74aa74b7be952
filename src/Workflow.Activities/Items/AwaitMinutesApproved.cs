using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

internal sealed class AwaitMinutesApproved : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.AwaitMinutesApproved",
        Summary = "Waits until the minutes with the decision are approved.",
        Outcomes = [new("MinutesApproved", "The minutes are approved.")],
        Signals = [Signals.MinutesApproved],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var treatment = await session.DecidedTreatmentAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var meeting = await session.Meetings.GetAsync(treatment.MeetingId, cancellationToken).ConfigureAwait(false);
        // Not a change: it makes this collide with whoever publishes the minutes at the same moment, so that one of the two
        // sees the other and nobody waits for a signal that was given before.
        session.Meetings.Update(meeting);
        return meeting.State is MeetingState.MinutesApproved or MeetingState.Published
            ? ActivityResult.Complete("MinutesApproved", ItemTexts.Say("reason-minutes-were-approved"))
            : ActivityResult.WaitFor(Signals.MinutesApproved);
    }

    protected override ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Signal signal, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete("MinutesApproved", ItemTexts.Say("reason-minutes-approved")));
}
