using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

public sealed partial class ItemDesk
{
    /// <summary>
    /// Confirms what the classifier proposed for a whole meeting at once. What has no decision, or one that nobody
    /// understood, is left as it is and named in the answer: nobody guesses.
    /// </summary>
    public Task<Ruling<ConfirmedOutcomes>> ConfirmOutcomesAsync(
        ConfirmOutcomes command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<ConfirmedOutcomes>(
            new CommandEnvelope(commandId, "confirmOutcomes", actor),
            async (session, token) =>
            {
                if (await session.Meetings.FindAsync(command.MeetingId, token).ConfigureAwait(false) is not { } meeting)
                    return ItemTexts.Refuse("meeting-unknown", command.MeetingId);
                if (meeting.State < MeetingState.Held)
                    return ItemTexts.Refuse("meeting-not-held", meeting.Date);
                return await ConfirmAsync(session, meeting, actor, token).ConfigureAwait(false);
            },
            cancellationToken);

    private static async Task<ConfirmedOutcomes> ConfirmAsync(
        ForumSession session, Meeting meeting, Actor actor, CancellationToken cancellationToken)
    {
        var (confirmed, left) = (new List<string>(), new List<LeftOutcome>());
        foreach (var treatment in await session.TreatmentsOfMeetingAsync(meeting.Id, cancellationToken).ConfigureAwait(false))
        {
            if (treatment.State == TreatmentState.Removed || treatment.Decision?.Confirmed is not null)
                continue;
            var item = await session.Items.GetAsync(treatment.ItemId, cancellationToken).ConfigureAwait(false);
            var ruling = Outcomes.Confirm(item, treatment, reading: null, actor, session.Now);
            if (!ruling.IsAccepted)
            {
                left.Add(new LeftOutcome(item.Id, ruling.Refusal.Code, ruling.Refusal.Text));
                continue;
            }

            WriteConfirmed(session, item, treatment, ruling.Value, actor);
            confirmed.Add(item.Id);
        }

        return new ConfirmedOutcomes(confirmed, left);
    }

    private static void WriteConfirmed(ForumSession session, Item item, Treatment before, Treatment after, Actor actor)
    {
        session.Treatments.Update(after);
        var (proposed, confirmed) = (before.Decision!.Proposed, after.Decision!.Confirmed!);
        session.Audit(
            item.Id,
            "outcomeConfirmed",
            ItemTexts.Say("audit-outcome-confirmed", actor.Name, OutcomeNames.Of(confirmed)),
            ("treatment", after.Id),
            ("outcome", confirmed.Kind.Spelled()),
            ("also", string.Join(' ', confirmed.Also.Select(outcome => outcome.Spelled()))),
            ("proposed", proposed.Kind.Spelled()));
        session.Raise(item.Id, new Signal(Signals.Decided));
    }
}
