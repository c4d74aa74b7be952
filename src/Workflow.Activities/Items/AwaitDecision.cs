using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Engine.Activities;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

internal sealed class AwaitDecision(ForumRules rules) : WithdrawableActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.AwaitDecision",
        Summary = "Waits until the meeting has decided and a person has confirmed the outcome.",
        Outcomes =
        [
            new("Decided", "The outcome is confirmed."),
            new("Unplaced", "The meeting was cancelled."),
            new("Withdrawn", "The item was withdrawn."),
        ],
        Signals = [Signals.Decided, Signals.MeetingCancelled, Signals.Withdrawn],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken) =>
        new(ActivityResult.WaitFor(Signals.Decided, Signals.MeetingCancelled, Signals.Withdrawn));

    protected override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken)
    {
        var treatment = await session.CurrentTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new PermanentActivityException($"Item '{item.Id}' waits for a decision but is on no agenda.");
        if (signal.Name == Signals.Decided)
            return ActivityResult.Complete("Decided", ItemTexts.Say("reason-decided", OutcomeNames.Of(Confirmed(treatment))));
        Placement.TakeOff(session, item, treatment);
        await MeetingAgendas.ChangedAsync(session, rules, treatment.MeetingId, cancellationToken).ConfigureAwait(false);
        return signal.Name == Signals.MeetingCancelled
            ? ActivityResult.Complete("Unplaced", ItemTexts.Say("reason-meeting-cancelled"))
            : ActivityResult.Complete("Withdrawn", ItemTexts.Say("reason-withdrawn", item.WithdrawnReason));
    }

    private static DecisionReading Confirmed(Treatment treatment) => treatment.Decision?.Confirmed
        ?? throw new PermanentActivityException($"The outcome of treatment '{treatment.Id}' is not confirmed.");
}
