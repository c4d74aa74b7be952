using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// One rung. Silence cannot choose a route: the effects that let an approval pass or fall only inform here. After the
/// last rung a task stays with the secretariat until somebody has chosen.
/// </summary>
internal sealed class EscalateChoice(ForumRules rules) : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.EscalateChoice",
        Summary = "Does what the due rung of the ladder says about the chair's missing choice.",
        Outcomes = [new("Done", "Those concerned are told.")],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(treatment.BodyId, treatment.RulesFrom);
        var step = body.Ladder.FirstOrDefault(step => step.Rung == item.LastRung)
            ?? throw new PermanentActivityException($"The ladder of '{body.Id}' has no rung '{item.LastRung}' any more.");
        await TellAsync(session, item, treatment, body, step, cancellationToken).ConfigureAwait(false);
        if (ChairLadder.IsLast(body, step.Rung))
            await ItemTasks.AskAsync(
                session, rules, item, body.Id, ItemTasks.ChairChoice,
                () => ItemTexts.Say("task-chair-choice", item.Title), cancellationToken)
                .ConfigureAwait(false);
        return ActivityResult.Complete("Done", ItemTexts.Say("reason-escalated", step.Rung, step.To));
    }

    /// <summary>With the person's other reminders of the day.</summary>
    private async Task RemindAsync(
        ForumSession session, Item item, Treatment treatment, Body body, LadderStep step, CancellationToken cancellationToken)
    {
        var at = LadderPlan.For(
            body.Ladder, ChairLadder.DueDay(body, treatment, session.Now), body).First(rung => rung.Step == step).At;
        foreach (var (person, _) in ChairLadder.Asked(rules, body, item, session.Now))
            await ReminderMarks.SetAsync(
                session, item.Id, treatment.Round, step.Rung, person.Id, body, at, cancellationToken).ConfigureAwait(false);
    }

    private async Task TellAsync(
        ForumSession session, Item item, Treatment treatment, Body body, LadderStep step, CancellationToken cancellationToken)
    {
        var isEarly = step.WorkingDays <= 0 && step.Effect != RungEffect.HandOver;
        var handsOver = step.Effect == RungEffect.HandOver;
        var duty = ChairLadder.Duty(body, item, treatment, step.Rung, session.Now) with
        {
            OnBehalfOf = handsOver
                ? string.Join(", ", ItemLetters.Chairs(rules, body, session.Now).Select(chair => chair.Person.Name))
                : null,
        };
        if (step.IsReminder())
            await RemindAsync(session, item, treatment, body, step, cancellationToken).ConfigureAwait(false);
        else
            await ItemLetters.SendAsync(
            session, ChairLadder.Recipients(rules, body, item, step, session.Now), body, ChairLadder.Version(treatment), item.Id,
            envelope => handsOver ? rules.Letters.HandOver(envelope, duty)
                : isEarly ? rules.Letters.Reminder(envelope, duty)
                : rules.Letters.Escalation(envelope, duty),
            cancellationToken).ConfigureAwait(false);
        session.Audit(
            item.Id,
            handsOver ? "handedOver" : isEarly ? "reminder" : "escalated",
            ItemTexts.Say("reason-escalated", step.Rung, step.To),
            ("rung", step.Rung),
            ("effect", step.Effect.Spelled()),
            ("from", "chair"),
            ("to", step.To));
    }
}
