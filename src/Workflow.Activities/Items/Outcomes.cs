using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;

namespace Workflow.Activities.Items;

/// <summary>When a decision may be recorded and an outcome confirmed. Pure.</summary>
internal static class Outcomes
{
    public static Refusal? MayRecord(Item item, Treatment treatment, Meeting meeting)
    {
        if (treatment.Decision?.Confirmed is not null)
            return ItemTexts.Refuse("outcome-confirmed", item.Title);
        return meeting.State == MeetingState.Held ? null : ItemTexts.Refuse("meeting-not-held", meeting.Date);
    }

    public static DecisionReading Propose(string text, Item item, Treatment treatment, Meeting meeting, BodyRegister bodies)
    {
        var body = bodies.Get(treatment.BodyId);
        var near = bodies.All.OrderBy(other => other.Cluster == body.Cluster ? 0 : 1);
        return DecisionClassifier.Read(text, new DecisionContext
        {
            MeetingDate = meeting.Date,
            Own = BodyNames.Phrases(body),
            Bodies = [.. near.Select(BodyNames.Phrases)],
            Recommendation = string.Join("\n\n", (treatment.Recommendation ?? []).Select(block => block.Text)),
            Access = item.Access,
        });
    }

    public static Ruling<Treatment> Confirm(
        Item item, Treatment treatment, DecisionReading? reading, Actor actor, DateTimeOffset now)
    {
        if (treatment.Decision is not { } decision)
            return ItemTexts.Refuse("decision-not-recorded", item.Title);
        if (decision.Confirmed is not null)
            return ItemTexts.Refuse("outcome-confirmed", item.Title);
        var confirmed = reading ?? decision.Proposed;
        if (confirmed.Kind is DecisionOutcome.NoDecision or DecisionOutcome.Unknown)
            return ItemTexts.Refuse("outcome-undecided", item.Title);
        return treatment with
        {
            Decision = decision with { Confirmed = confirmed, ConfirmedById = actor.Id, ConfirmedAt = now },
        };
    }
}
