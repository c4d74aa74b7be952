using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Wording;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>The last step of every item: its owner, or the secretariat where it has none, is told how it ended.</summary>
internal sealed class ReportOutcome(ForumRules rules) : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.ReportOutcome",
        Summary = "Tells the item's owner how it ended.",
        Outcomes = [new("Done", "The owner is told.")],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var treatment = await session.LastTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(treatment?.BodyId ?? item.OriginBodyId);
        // Nothing about an ended item is wanted from anybody any more.
        await session.CancelDeadlinesAsync(item.Id, ItemTexts.Say("cancel-ended"), cancellationToken).ConfigureAwait(false);
        await ItemTasks.DoneAsync(session, item.Id, null, cancellationToken).ConfigureAwait(false);
        var byDecision = treatment is { Route: not null, Decision.Confirmed: not null } && IsItsEnd(item, treatment);
        if (byDecision)
        {
            await TellDecisionAsync(session, item, treatment!, body, cancellationToken).ConfigureAwait(false);
            // Postponed, but also sent up, and then ended by the chair: it never came back to approve them.
            if (MinutesVerdict.Of(treatment!.Decision!.Confirmed!.Kind) == MinutesAnswer.NotYet)
                await MinutesVerdict.TellAsync(
                    session, item, MinutesAnswer.Rejected, wording: null, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Minutes whose item was taken back are not approved: they must not wait for it for ever.
            await MinutesVerdict.TellAsync(
                session, item, MinutesAnswer.Rejected, wording: null, cancellationToken).ConfigureAwait(false);
            await TellWithdrawalAsync(session, item, treatment, body, cancellationToken).ConfigureAwait(false);
        }

        if (item.State != ItemState.Withdrawn)
            session.SetState(item, ItemState.Reported);
        var text = byDecision
            ? ItemTexts.Say("reason-reported")
            : ItemTexts.Say("reason-reported-withdrawn", item.WithdrawnReason);
        session.Audit(
            item.Id, "outcomeReported", text, ("treatment", byDecision ? treatment!.Id : null), ("owner", item.OwnerId));
        return ActivityResult.Complete("Done", text);
    }

    private static bool IsItsEnd(Item item, Treatment treatment) =>
        item.State != ItemState.Withdrawn || treatment.Route!.Kind == Forums.Routing.RouteKind.Withdrawn;

    private async Task TellDecisionAsync(
        ForumSession session, Item item, Treatment treatment, Body body, CancellationToken cancellationToken)
    {
        var meeting = await session.Meetings.GetAsync(treatment.MeetingId, cancellationToken).ConfigureAwait(false);
        var outcome = new ItemOutcome(
            treatment.Id, treatment.Number, item.Title, Fences.Open(treatment.Decision!.Text), treatment.Route!);
        await ItemLetters.SendAsync(
            session, ItemLetters.Owner(rules, body, item, treatment, session.Now), body,
            treatment.Round.ToString(CultureInfo.InvariantCulture), item.Id,
            envelope => rules.Letters.Outcome(envelope, meeting, outcome), cancellationToken).ConfigureAwait(false);
    }

    private Task TellWithdrawalAsync(
        ForumSession session, Item item, Treatment? treatment, Body body, CancellationToken cancellationToken) =>
        ItemLetters.SendAsync(
            session, ItemLetters.Owner(rules, body, item, treatment, session.Now), body, "1", item.Id,
            envelope => rules.Letters.Withdrawn(envelope, item.Id, item.Title, item.WithdrawnReason), cancellationToken);
}
