using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

public sealed partial class ItemDesk
{
    public Task<Ruling<Item>> DraftAsync(DraftItem command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Item>(
            new CommandEnvelope(commandId, "draftItem", actor),
            (session, token) => DraftInAsync(session, rules.Bodies, command, actor, token),
            cancellationToken);

    /// <summary>Within a transaction of the caller's, so that several items come in together or not at all.</summary>
    internal static async Task<Ruling<Item>> DraftInAsync(
        ForumSession session, BodyRegister bodies, DraftItem command, Actor actor, CancellationToken cancellationToken)
    {
        if (await session.Items.FindAsync(command.ItemId, cancellationToken).ConfigureAwait(false) is not null)
            return ItemTexts.Refuse("item-exists", command.ItemId);
        var ruling = ItemDrafting.Draft(command, bodies);
        if (!ruling.IsAccepted)
            return ruling;
        session.Items.Add(ruling.Value);
        session.Start(FollowUpsMade.DefinitionId, command.ItemId, null);
        session.Audit(command.ItemId, "itemDrafted", ItemTexts.Say("audit-drafted", actor.Name), ("body", command.BodyId));
        return ruling;
    }

    public Task<Ruling<Item>> SubmitAsync(
        SubmitItem command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("submitItem", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            if (item.State is not (ItemState.Draft or ItemState.FindingsOpen or ItemState.InApproval))
                return Wrong(item);
            var submitted = ItemDrafting.Submit(item, command, actor);
            if (item.State == ItemState.InApproval)
                submitted = submitted with { State = ItemState.InApproval };
            if (await LateRefusalAsync(session, submitted, token).ConfigureAwait(false) is { } refusal)
                return refusal;
            session.Items.Update(submitted);
            await ItemTasks.DoneAsync(session, item.Id, ItemTasks.Resubmit, token).ConfigureAwait(false);
            await ItemTasks.DoneAsync(session, item.Id, ItemTasks.Findings, token).ConfigureAwait(false);
            session.Audit(
                item.Id,
                "itemSubmitted",
                ItemTexts.Say("audit-submitted", actor.Name, submitted.TextVersion),
                ("version", submitted.TextVersion.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("hash", ItemHash.Of(submitted)),
                ("lateReason", submitted.Late?.Reason),
                ("lateAllowedBy", submitted.Late?.AllowedById));
            if (item.State == ItemState.InApproval)
                await ItemApprovals.AskAgainAsync(session, rules, submitted, token).ConfigureAwait(false);
            else
                session.Raise(item.Id, new Signal(Signals.Submitted));
            return submitted;
        }, cancellationToken);

    public Task<Ruling<Item>> AcceptFindingsAsync(
        AcceptFindings command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("acceptFindings", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            if (item.State != ItemState.FindingsOpen)
                return Wrong(item);
            if (string.IsNullOrWhiteSpace(command.Reason))
                return ItemTexts.Refuse("reason-missing");
            var accepted = item with { State = ItemState.Submitted };
            session.Items.Update(accepted);
            await ItemTasks.DoneAsync(session, item.Id, ItemTasks.Findings, token).ConfigureAwait(false);
            session.Audit(
                item.Id,
                "findingsAccepted",
                ItemTexts.Say("audit-findings-accepted", actor.Name, command.Reason),
                ("reason", command.Reason));
            session.Raise(item.Id, new Signal(Signals.FindingsAccepted)
            {
                Data = new Dictionary<string, string> { ["reason"] = command.Reason },
            });
            return accepted;
        }, cancellationToken);

    public Task<Ruling<Item>> WithdrawAsync(
        WithdrawItem command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("withdrawItem", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            if (item.State is ItemState.Ended or ItemState.Reported or ItemState.Withdrawn)
                return Wrong(item);
            if (string.IsNullOrWhiteSpace(command.Reason))
                return ItemTexts.Refuse("reason-missing");
            var current = await session.CurrentTreatmentAsync(item.Id, token).ConfigureAwait(false);
            if (await TakenUpAsync(session, item, current, token).ConfigureAwait(false) is { } refusal)
                return refusal;
            var withdrawn = item with { State = ItemState.Withdrawn, WithdrawnReason = command.Reason };
            session.Items.Update(withdrawn);
            session.Audit(
                item.Id, "itemWithdrawn", ItemTexts.Say("audit-withdrawn", actor.Name, command.Reason),
                ("reason", command.Reason));
            session.Raise(item.Id, new Signal(Signals.Withdrawn));
            return withdrawn;
        }, cancellationToken);

    /// <summary>Once the meeting is held, what becomes of an item is the meeting's decision, and the minutes have it.</summary>
    private static async Task<Refusal?> TakenUpAsync(
        ForumSession session, Item item, Treatment? current, CancellationToken cancellationToken)
    {
        if (current is null)
            return null;
        // Not a change: it makes this collide with whoever records the decision at the same moment.
        session.Treatments.Update(current);
        if (current.Decision is not null)
            return ItemTexts.Refuse("decision-recorded", item.Title);
        var meeting = await session.Meetings.GetAsync(current.MeetingId, cancellationToken).ConfigureAwait(false);
        return meeting.State is >= MeetingState.Held and < MeetingState.Cancelled
            ? ItemTexts.Refuse("item-taken-up", meeting.Date, item.Title)
            : null;
    }

    public Task<Ruling<Item>> HoldHearingAsync(
        HoldHearing command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("holdHearing", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            var known = await session.ConsultationsAboutAsync(item.Id, token).ConfigureAwait(false);
            if (item.State != ItemState.InHearing
                || known.Any(other => other.State == Forums.Consultations.ConsultationState.Open))
                return Wrong(item);
            if (command.Parties.Count == 0 || command.WorkingDays < 1)
                return ItemTexts.Refuse("hearing-empty");
            if (Forums.Consultations.ConsultationRules.WhyNotAsk(
                command.Parties.Select(party => (party.Id, party.Name))) is { } wrong)
                return wrong;
            var body = rules.Today(item.TargetBodyId ?? item.OriginBodyId, session);
            var rule = new Forums.Bodies.ItemConsultationRule(command.Parties, command.WorkingDays, command.Question);
            await Hearing.StartAsync(session, item, body, rule, token).ConfigureAwait(false);
            return item;
        }, cancellationToken);
}
