using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

public sealed partial class ItemDesk
{
    /// <summary>To another meeting of the body, or to another place on the agenda; before the agenda is sent.</summary>
    public Task<Ruling<Item>> PlaceAsync(PlaceItem command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("placeItem", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            if (await session.Meetings.FindAsync(command.MeetingId, token).ConfigureAwait(false) is not { } meeting)
                return ItemTexts.Refuse("meeting-unknown", command.MeetingId);
            if (item.TargetBodyId is not null && item.TargetBodyId != meeting.BodyId)
                return ItemTexts.Refuse("meeting-of-other-body", rules.Bodies.Get(meeting.BodyId).Name);
            if (!NextMeeting.TakesItems(meeting))
                return ItemTexts.Refuse("agenda-sent", meeting.Date);
            return item.State switch
            {
                ItemState.OnAgenda => await MoveAsync(session, item, meeting, command.Order, actor, token).ConfigureAwait(false),
                ItemState.AwaitingMeeting => Aim(session, item, meeting, Signals.MeetingPlanned),
                ItemState.Draft or ItemState.Submitted or ItemState.FindingsOpen or ItemState.InApproval or ItemState.InHearing =>
                    Aim(session, item, meeting, signal: null),
                _ => Wrong(item),
            };
        }, cancellationToken);

    /// <summary>For the body that has the item on its agenda now, or will have it next.</summary>
    public Task<Ruling<Item>> WriteRecommendationAsync(
        WriteRecommendation command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("writeRecommendation", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            if (item.State is ItemState.Ended or ItemState.Reported or ItemState.Withdrawn or ItemState.AwaitingChair)
                return Wrong(item);
            if (command.Recommendation.All(block => string.IsNullOrWhiteSpace(block.Text)))
                return ItemTexts.Refuse("recommendation-empty");
            var current = await session.CurrentTreatmentAsync(item.Id, token).ConfigureAwait(false);
            if (current is not null)
            {
                if (await RefuseRewritingAsync(session, item, current, token).ConfigureAwait(false) is { } refusal)
                    return refusal;
                session.Treatments.Update(current with
                {
                    Recommendation = command.Recommendation,
                    DocumentNumber = command.DocumentNumber ?? current.DocumentNumber,
                });
                await MeetingAgendas.ChangedAsync(session, rules, current.MeetingId, token).ConfigureAwait(false);
            }

            var written = current is null ? ItemDrafting.Recommend(item, command.Recommendation) : item;
            session.Items.Update(written);
            session.Audit(
                item.Id, "recommendationWritten", ItemTexts.Say("audit-recommendation", actor.Name), ("treatment", current?.Id));
            await ItemTasks.DoneAsync(session, item.Id, ItemTasks.WriteRecommendation, token).ConfigureAwait(false);
            return written;
        }, cancellationToken);

    /// <summary>What was sent out is not changed behind the members' backs; what was missing may still be written.</summary>
    private static async Task<Refusal?> RefuseRewritingAsync(
        ForumSession session, Item item, Treatment current, CancellationToken cancellationToken)
    {
        if (current.Decision is not null)
            return ItemTexts.Refuse("decision-recorded", item.Title);
        var meeting = await session.Meetings.GetAsync(current.MeetingId, cancellationToken).ConfigureAwait(false);
        return current.Recommendation is null || NextMeeting.TakesItems(meeting)
            ? null
            : ItemTexts.Refuse("agenda-sent", meeting.Date);
    }

    private static Ruling<Item> Aim(ForumSession session, Item item, Meeting meeting, string? signal)
    {
        var aimed = item with
        {
            TargetBodyId = meeting.BodyId,
            TargetDate = meeting.Date,
            NotBefore = null,
            Late = item.TargetDate == meeting.Date ? item.Late : null,
        };
        session.Items.Update(aimed);
        session.Audit(item.Id, "meetingNamed", ItemTexts.Say("audit-meeting-named", meeting.Date), ("meeting", meeting.Id));
        if (signal is not null)
            session.Raise(item.Id, new Signal(signal));
        return aimed;
    }

    private async Task<Ruling<Item>> MoveAsync(
        ForumSession session, Item item, Meeting meeting, int? order, Actor actor, CancellationToken cancellationToken)
    {
        var current = await session.CurrentTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (current is null || current.Decision is not null)
            return ItemTexts.Refuse("decision-recorded", item.Title);
        if (current.MeetingId != meeting.Id)
        {
            var from = await session.Meetings.GetAsync(current.MeetingId, cancellationToken).ConfigureAwait(false);
            if (!NextMeeting.TakesItems(from))
                return ItemTexts.Refuse("agenda-sent", from.Date);
            Placement.TakeOff(session, item, current);
            item = await session.Items.GetAsync(item.Id, cancellationToken).ConfigureAwait(false);
            current = await Placement.PutAsync(session, item, meeting, cancellationToken).ConfigureAwait(false);
            await MeetingAgendas.ChangedAsync(session, rules, from.Id, cancellationToken).ConfigureAwait(false);
        }

        if (order is { } place)
            await Placement.OrderAsync(session, current, place, cancellationToken).ConfigureAwait(false);
        await MeetingAgendas.ChangedAsync(session, rules, meeting.Id, cancellationToken).ConfigureAwait(false);
        session.Audit(
            item.Id,
            "placedOnAgenda",
            ItemTexts.Say("audit-moved", actor.Name, meeting.Date),
            ("treatment", current.Id),
            ("meeting", meeting.Id));
        return await session.Items.GetAsync(item.Id, cancellationToken).ConfigureAwait(false);
    }
}
