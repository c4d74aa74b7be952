using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Only a confirmed outcome routes. What the route table says is stored with the name of its row.</summary>
internal sealed class RouteItem(ForumRules rules) : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.RouteItem",
        Summary = "Finds out from the confirmed outcome and the plan where the item goes.",
        Outcomes =
        [
            new("Ends", "The item ends in this body."),
            new("Refers", "It goes on to another body."),
            new("ToHearing", "A hearing was decided."),
            new("Postponed", "This body treats it at another meeting."),
            new("Returned", "Another text is wanted."),
            new("Withdrawn", "The body took it off."),
            new("ChairChooses", "The outcome does not decide it; the chair does."),
        ],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var meeting = await session.Meetings.GetAsync(treatment.MeetingId, cancellationToken).ConfigureAwait(false);
        var confirmed = treatment.Decision?.Confirmed
            ?? throw new PermanentActivityException(
                $"The outcome of treatment '{treatment.Id}' is not confirmed; nothing routes it.");
        var body = rules.Bodies.Get(treatment.BodyId, treatment.RulesFrom);
        // Its reason is printed in the letters about the outcome.
        var ruling = BodyLanguage.Of(
            body, () => Router.Route(ItemRouting.Question(item, confirmed, body, meeting, rules.Bodies)));
        treatment = treatment with { Route = ruling, State = TreatmentState.Routed, AsDecided = item };
        session.Treatments.Update(treatment);
        Write(session, treatment, ruling);
        await FollowUpsMade.WriteAsync(session, item, treatment, meeting, cancellationToken).ConfigureAwait(false);
        await MinutesVerdict.TellAsync(
            session, item, MinutesVerdict.Of(confirmed.Kind), treatment.Decision!.Text, cancellationToken).ConfigureAwait(false);
        return await GoAsync(session, item, treatment, body, meeting, cancellationToken).ConfigureAwait(false);
    }

    private static void Write(ForumSession session, Treatment treatment, RouteRuling ruling)
    {
        session.Audit(
            treatment.ItemId,
            "routed",
            ruling.Reason,
            ("treatment", treatment.Id),
            ("route", ruling.Kind.Spelled()),
            ("row", ruling.Row),
            ("toBodyId", ruling.ToBodyId),
            ("toBody", ruling.ToBody),
            ("toDate", ruling.ToDate.Iso()));
        foreach (var contradiction in ruling.Contradictions)
            session.Audit(treatment.ItemId, "contradiction", contradiction, ("treatment", treatment.Id), ("row", ruling.Row));
    }

    private async Task<ActivityResult> GoAsync(
        ForumSession session, Item item, Treatment treatment, Body body, Meeting meeting, CancellationToken cancellationToken)
    {
        var ruling = treatment.Route!;
        switch (ruling.Kind)
        {
            case RouteKind.Ended:
                session.SetState(item, ItemState.Ended);
                return ActivityResult.Complete("Ends", ruling.Reason);
            case RouteKind.Referred:
                return ActivityResult.Complete("Refers", ruling.Reason);
            case RouteKind.ChairChooses:
                return ActivityResult.Complete("ChairChooses", ruling.Reason);
            case RouteKind.Withdrawn:
                session.Items.Update(item with { State = ItemState.Withdrawn, WithdrawnReason = ruling.Reason });
                return ActivityResult.Complete("Withdrawn", ruling.Reason);
            case RouteKind.Hearing:
                ReturnHere.Prepare(session, item, treatment, body, meeting, ItemState.InHearing, ruling.ToDate);
                return ActivityResult.Complete("ToHearing", ruling.Reason);
            case RouteKind.Postponed:
                ReturnHere.Prepare(session, item, treatment, body, meeting, ItemState.Submitted, ruling.ToDate);
                return ActivityResult.Complete("Postponed", ruling.Reason);
            case RouteKind.Returned:
                ReturnHere.Prepare(session, item, treatment, body, meeting, ItemState.Draft, ruling.ToDate);
                await ItemTasks.AskAsync(
                    session, rules, item, body.Id,
                    ItemTasks.Resubmit, () => ItemTexts.Say("task-returned", item.Title, ruling.Reason), cancellationToken)
                    .ConfigureAwait(false);
                return ActivityResult.Complete("Returned", ruling.Reason);
            default:
                throw new PermanentActivityException(
                    $"Treatment '{treatment.Id}' is undecided ({ruling.Row}); nobody guesses its route.");
        }
    }
}
