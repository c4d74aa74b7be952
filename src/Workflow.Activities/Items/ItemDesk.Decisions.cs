using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

public sealed partial class ItemDesk
{
    /// <summary>The classifier proposes; the answer is its reading, to be confirmed.</summary>
    public Task<Ruling<DecisionReading>> RecordDecisionAsync(
        RecordDecision command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<DecisionReading>("recordDecision", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            var treatment = await session.CurrentTreatmentAsync(item.Id, token).ConfigureAwait(false);
            if (treatment is null || item.State != ItemState.OnAgenda)
                return Wrong(item);
            var meeting = await session.Meetings.GetAsync(treatment.MeetingId, token).ConfigureAwait(false);
            if (Outcomes.MayRecord(item, treatment, meeting) is { } refusal)
                return refusal;
            var proposed = Outcomes.Propose(command.Text, item, treatment, meeting, rules.Bodies);
            session.Treatments.Update(treatment with
            {
                State = TreatmentState.Decided,
                Decision = new DecisionRecord { Text = command.Text, Proposed = proposed },
                Absent = command.Absent,
                // One that was known before the meeting holds too.
                Recusals = [.. treatment.Recusals.Union(command.Recusals)],
            });
            if (command.Recusals.Count > 0)
                session.Items.Update(item with { Recusals = [.. item.Recusals.Union(command.Recusals)] });
            session.Audit(
                item.Id,
                "decisionRecorded",
                ItemTexts.Say("audit-decision-recorded", actor.Name, OutcomeNames.Of(proposed)),
                ("treatment", treatment.Id),
                ("meeting", meeting.Id),
                ("proposed", proposed.Kind.Spelled()),
                ("confidence", proposed.Confidence.ToString(CultureInfo.InvariantCulture)),
                ("evidence", proposed.Evidence));
            return proposed;
        }, cancellationToken);

    /// <summary>Refused for no decision and for a wording nobody understood: nobody guesses.</summary>
    public Task<Ruling<Treatment>> ConfirmOutcomeAsync(
        ConfirmOutcome command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Treatment>("confirmOutcome", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            var last = await session.LastTreatmentAsync(item.Id, token).ConfigureAwait(false);
            if (last is null)
                return Wrong(item);
            var ruling = Outcomes.Confirm(item, last, command.Reading, actor, session.Now);
            if (!ruling.IsAccepted)
                return ruling;
            WriteConfirmed(session, item, last, ruling.Value, actor);
            return ruling;
        }, cancellationToken);

    /// <summary>By the chair, or by the deputy once the duty was handed over or while the chair is absent.</summary>
    public Task<Ruling<Treatment>> ChooseRouteAsync(
        ChooseRoute command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Treatment>("chooseRoute", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            if (item.State != ItemState.AwaitingChair)
                return Wrong(item);
            var treatment = await session.DecidedTreatmentAsync(item.Id, token).ConfigureAwait(false);
            var meeting = await session.Meetings.GetAsync(treatment.MeetingId, token).ConfigureAwait(false);
            var body = rules.Bodies.Get(treatment.BodyId, treatment.RulesFrom);
            if (item.IsRecused(actor.Id))
                return ItemTexts.Refuse("recused", actor.Name, item.Title);
            if (!RouteChoice.MayChoose(rules, body, item, actor, session.Now))
                return ItemTexts.Refuse("not-the-chair", actor.Name, body.Name);
            var ruling = RouteChoice.Decide(command, item, treatment, body, meeting, rules.Bodies);
            if (!ruling.IsAccepted)
                return ruling.Refusal;
            var chosen = treatment with { Route = ruling.Value };
            await WriteChoiceAsync(session, command, item, chosen, body, meeting, actor, token).ConfigureAwait(false);
            return chosen;
        }, cancellationToken);

    private static async Task WriteChoiceAsync(
        ForumSession session, ChooseRoute command, Item item, Treatment chosen, Body body, Meeting meeting, Actor actor,
        CancellationToken cancellationToken)
    {
        session.Treatments.Update(chosen);
        if (command.Choice == ChairChoice.NextMeeting)
            ReturnHere.Prepare(session, item, chosen, body, meeting, ItemState.Submitted, command.Date);
        else
            session.SetState(item, command.Choice == ChairChoice.End ? ItemState.Ended : ItemState.Submitted);
        // An answer stops the ladder in the same transaction, whatever becomes of the signal.
        await session.CancelDeadlinesAsync(item.Id, ItemTexts.Say("cancel-answered"), cancellationToken, ChairLadder.Kind)
            .ConfigureAwait(false);
        await session.CancelLettersAsync(item.Id, ItemTexts.Say("cancel-answered"), cancellationToken).ConfigureAwait(false);
        await ItemTasks.DoneAsync(session, item.Id, ItemTasks.ChairChoice, cancellationToken).ConfigureAwait(false);
        session.Audit(
            item.Id,
            "chairChose",
            ItemTexts.Say("audit-chair-chose", actor.Name, ItemTexts.Say("choice-" + command.Choice)),
            ("treatment", chosen.Id),
            ("choice", command.Choice.Spelled()),
            ("reason", command.Reason),
            ("onBehalfOf", actor.OnBehalfOfId));
        session.Raise(item.Id, new Signal(Signals.RouteChosen)
        {
            Data = new Dictionary<string, string> { ["choice"] = command.Choice.ToString() },
        });
    }
}
