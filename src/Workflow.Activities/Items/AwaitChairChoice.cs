using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Nobody chooses for the chair: the ladder reminds, hands over to the deputy, and ends in a task.</summary>
internal sealed class AwaitChairChoice(ForumRules rules) : WithdrawableActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.AwaitChairChoice",
        Summary = "Asks the chair where the item goes, and waits.",
        Outcomes =
        [
            new("Refer", "It goes on to another body."),
            new("NextMeeting", "This body treats it again."),
            new("End", "It ends here."),
            new("RungDue", "A rung of the ladder is due."),
            new("Withdrawn", "The item was withdrawn."),
        ],
        Signals = [Signals.RouteChosen, Signals.DeadlineDue, Signals.Withdrawn],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(treatment.BodyId, treatment.RulesFrom);
        if (item.State != ItemState.AwaitingChair)
        {
            session.Items.Update(item with { State = ItemState.AwaitingChair, LastRung = null });
            session.Audit(item.Id, "chairAsked", ItemTexts.Say("audit-chair-asked", body.Name), ("treatment", treatment.Id));
            await ChairLadder.PlanAsync(session, body, treatment, cancellationToken).ConfigureAwait(false);
            var duty = ChairLadder.Duty(body, item, treatment, "asked", session.Now);
            await ItemLetters.SendAsync(
                session, ChairLadder.Asked(rules, body, item, session.Now), body, ChairLadder.Version(treatment), item.Id,
                envelope => rules.Letters.Reminder(envelope, duty), cancellationToken).ConfigureAwait(false);
        }

        return Wait();
    }

    protected override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken)
    {
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (signal.Name == Signals.DeadlineDue && ReminderMarks.IsMark(signal))
        {
            await ReminderBundle.SendAsync(
                session, rules, item.Id, rules.Bodies.Get(treatment.BodyId, treatment.RulesFrom), signal,
                cancellationToken).ConfigureAwait(false);
            return Wait();
        }

        if (signal.Name == Signals.DeadlineDue)
            return Climb(session, item, treatment, signal);
        foreach (var kind in new[] { ChairLadder.Kind, ReminderMarks.Kind })
            await session.CancelDeadlinesAsync(
                item.Id, ItemTexts.Say("cancel-answered"), cancellationToken, kind).ConfigureAwait(false);
        return signal.Name == Signals.Withdrawn
            ? ActivityResult.Complete("Withdrawn", ItemTexts.Say("reason-withdrawn", item.WithdrawnReason))
            : ActivityResult.Complete(signal.Data["choice"], treatment.Route!.Reason);
    }

    private static ActivityResult Climb(ForumSession session, Item item, Treatment treatment, Signal signal)
    {
        var rung = signal.Data["rung"];
        if (signal.Data["subjectVersion"] != ChairLadder.Version(treatment))
        {
            session.Audit(item.Id, "stale", ItemTexts.Say("audit-stale", rung), ("rung", rung));
            return Wait();
        }

        session.Items.Update(item with { LastRung = rung });
        return ActivityResult.Complete("RungDue", ItemTexts.Say("reason-rung-due", rung));
    }

    private static ActivityResult Wait() => ActivityResult.WaitFor(Signals.RouteChosen, Signals.DeadlineDue, Signals.Withdrawn);
}
