using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>The ladder on which the chair is asked to choose a route.</summary>
internal static class ChairLadder
{
    public const string Kind = "chairChoice";

    /// <summary>Counted from the day the outcome was confirmed: the same however often the ladder is looked at.</summary>
    public static DateOnly DueDay(Body body, Treatment treatment, DateTimeOffset now) =>
        body.AddWorkingDays(body.Today(treatment.Decision?.ConfirmedAt ?? now), body.Meetings.ChairChoice);

    public static async Task PlanAsync(
        ForumSession session, Body body, Treatment treatment, CancellationToken cancellationToken)
    {
        var known = await session.DeadlinesOfAsync(treatment.ItemId, cancellationToken).ConfigureAwait(false);
        if (known.Any(deadline => deadline.Kind == Kind && deadline.SubjectVersion == treatment.Round))
            return;
        foreach (var (step, at) in LadderPlan.For(body.Ladder, DueDay(body, treatment, session.Now), body))
        {
            // A reminder of yesterday is not sent; whoever was to be told or handed the duty then is told now, late: no ladder
            // ends in waiting for ever.
            if (at <= session.Now && step.IsReminder())
                session.Audit(
                    treatment.ItemId, "rungSkipped", ItemTexts.Say("audit-rung-skipped", step.Rung), ("rung", step.Rung));
            else
                await session.AddDeadlineAsync(
                    new DeadlineRequest(
                        treatment.ItemId, Kind, step.Rung, treatment.Round, at, Signals.DeadlineDue), cancellationToken)
                    .ConfigureAwait(false);
        }
    }

    /// <summary>Whether the duty to choose has passed to the deputies.</summary>
    public static bool IsHandedOver(Body body, Item item)
    {
        var steps = body.Ladder.OrderBy(step => step.WorkingDays).ToList();
        var reached = steps.FindIndex(step => step.Rung == item.LastRung);
        var handedOver = steps.FindIndex(step => step.Effect == RungEffect.HandOver);
        return handedOver >= 0 && reached >= handedOver;
    }

    public static bool IsLast(Body body, string rung) => body.Ladder.MaxBy(step => step.WorkingDays)?.Rung == rung;

    public static string Version(Treatment treatment) => treatment.Round.ToString(CultureInfo.InvariantCulture);

    public static Duty Duty(Body body, Item item, Treatment treatment, string rung, DateTimeOffset now) =>
        new(
            item.Id, BodyLanguage.Of(body, () => ItemTexts.Say("duty-choose-route", treatment.Number ?? "–", item.Title)), rung,
            DueDay(body, treatment, now))
        {
            Since = treatment.Decision?.ConfirmedAt,
        };

    /// <summary>The chairs who may choose; their deputies where none may.</summary>
    public static IReadOnlyList<(Person Person, string Reason)> Asked(
        ForumRules rules, Body body, Item item, DateTimeOffset now) =>
        ItemLetters.Chairs(rules, body, item, now) is { Count: > 0 } chairs
            ? chairs
            : ItemLetters.Deputies(rules, body, item, now);

    public static IReadOnlyList<(Person Person, string Reason)> Recipients(
        ForumRules rules, Body body, Item item, LadderStep step, DateTimeOffset now) =>
        step.Effect == RungEffect.HandOver ? ItemLetters.Deputies(rules, body, item, now) : step.To switch
        {
            "deputy" => ItemLetters.Deputies(rules, body, item, now),
            "secretariat" => ItemLetters.Secretariat(rules, body, now),
            _ => Asked(rules, body, item, now),
        };
}
