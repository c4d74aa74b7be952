using Workflow.Activities.Items;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Acts;

/// <summary>
/// What meetings decide, what a person reads in it, and where the chair sends what the outcome does not settle.
/// </summary>
internal static class DecisionActs
{
    private static readonly string[] Wordings =
    [
        "Godkendt.", "Taget til efterretning.", "Udsat til næste møde.", "Anbefales over for Upper Committee.", "Afvist.",
        "Drøftet.", "Sagen sendes i høring.", "Tilbagesendt til fornyet behandling.", "Vi talte om vejret.",
    ];

    /// <summary>As often as they come: most things are approved.</summary>
    private static readonly DecisionOutcome[] Readings =
    [
        DecisionOutcome.Approved, DecisionOutcome.Approved, DecisionOutcome.Noted, DecisionOutcome.Recommended,
        DecisionOutcome.Forwarded,
        DecisionOutcome.Postponed, DecisionOutcome.ReturnedForWork, DecisionOutcome.Rejected, DecisionOutcome.SentToHearing,
        DecisionOutcome.Withdrawn, DecisionOutcome.ReturnedAdopted, DecisionOutcome.PartlyApproved, DecisionOutcome.Discussed,
    ];

    public static IEnumerable<Act> Of(Scene scene, Item item)
    {
        if (item.State == ItemState.AwaitingChair)
            return Choices(scene, item);
        var treatments = scene.Ledger.Treatments.All
            .Where(treatment => treatment.ItemId == item.Id && treatment.State != TreatmentState.Removed).ToList();
        if (treatments.Count == 0)
            return [];
        var last = treatments.MaxBy(treatment => treatment.Round)!;
        var isHeld = scene.Ledger.Meetings.Get(last.MeetingId).State == MeetingState.Held;
        return (last.Decision, isHeld) switch
        {
            (null, true) => [Record(scene, item, Motive.Duty, 2)],
            (null, false) => [Record(scene, item, Motive.Mischief, 0.01)],
            ({ Confirmed: null }, _) => [Record(scene, item, Motive.Chance, 0.1), Confirm(scene, item, Motive.Duty, 2)],
            _ => [Record(scene, item, Motive.Mischief, 0.01), Confirm(scene, item, Motive.Mischief, 0.01)],
        };
    }

    private static Act Record(Scene scene, Item item, Motive motive, double weight) =>
        new(motive, weight, $"record {item.Id}", (process, id) =>
            Answer.OfAsync(process.Items.RecordDecisionAsync(
                new RecordDecision(item.Id, scene.Dice.Pick(Wordings)), Secretary(scene), id, CancellationToken.None)));

    private static Act Confirm(Scene scene, Item item, Motive motive, double weight) => new(
        motive, weight, $"confirm {item.Id}", (process, id) => Answer.OfAsync(process.Items.ConfirmOutcomeAsync(
            new ConfirmOutcome(item.Id, Reading(scene)), Secretary(scene), id, CancellationToken.None)));

    /// <summary>Towards the end everything is approved, so that it ends.</summary>
    private static DecisionReading? Reading(Scene scene)
    {
        if (scene.WindsDown)
            return new DecisionReading(DecisionOutcome.ReturnedAdopted, [], 1);
        return scene.Dice.Chance(0.15)
            ? null
            : new DecisionReading(scene.Dice.Pick(Readings), scene.Dice.Chance(0.1) ? [DecisionOutcome.Forwarded] : [], 1);
    }

    private static IEnumerable<Act> Choices(Scene scene, Item item)
    {
        var body = scene.Ledger.Treatments.All.Where(treatment => treatment.ItemId == item.Id && treatment.Decision is not null)
            .MaxBy(treatment => treatment.Round)!.BodyId;
        if (scene.Habit("choose " + item.Id) > 0.2)
            yield return Choose(scene, item, Motive.Duty, 0.4, $"{body}.chair");
        yield return Choose(scene, item, Motive.Duty, scene.WindsDown ? 0.5 : 0.1, $"{body}.deputy");
        yield return Choose(scene, item, Motive.Mischief, 0.01, Cast.Outsider);
    }

    private static Act Choose(Scene scene, Item item, Motive motive, double weight, string who) => new(
        motive, weight, $"choose {item.Id} {who}", (process, id) => Answer.OfAsync(process.Items.ChooseRouteAsync(
            new ChooseRoute(
                item.Id, scene.WindsDown ? ChairChoice.End : scene.Dice.Pick(Enum.GetValues<ChairChoice>()), "For this reason."),
            scene.Cast.Actor(who), id, CancellationToken.None)));

    private static Actor Secretary(Scene scene) => scene.Cast.Actor(Cast.Secretary);
}
