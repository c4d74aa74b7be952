using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <param name="Ground">Why: the statute's ground, or what connects the person with the matter.</param>
/// <param name="DecidedById">Id of the person who decided it, for the body; nobody decides this in an own case.</param>
public sealed record RecusePerson(string ItemId, string PersonId, string Ground, string DecidedById);

public sealed partial class ItemDesk
{
    /// <summary>
    /// Before or at the meeting. From here on the item is hidden from the person, and a duty of theirs on it lies with the
    /// next: a colleague who is asked too, a deputy, the secretariat. Its clock runs on.
    /// </summary>
    public Task<Ruling<Item>> RecuseAsync(
        RecusePerson command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("recuse", command.ItemId, actor, commandId, async (session, item, token) =>
        {
            if (RefuseRecusal(item, command) is { } refusal)
                return refusal;
            var recused =
                item with { Recusals = [.. item.Recusals, new Recusal(command.PersonId, command.Ground, command.DecidedById)] };
            session.Items.Update(recused);
            session.Audit(
                item.Id,
                "recused",
                ItemTexts.Say("audit-recused", Name(command.PersonId), command.Ground, Name(command.DecidedById)),
                ("person", command.PersonId),
                ("ground", command.Ground),
                ("decidedBy", command.DecidedById));
            await MoveApprovalsAsync(session, recused, command.PersonId, token).ConfigureAwait(false);
            await DismissRecusedAsync(session, recused, command.PersonId, token).ConfigureAwait(false);
            if (recused.State == ItemState.AwaitingChair)
                await AskOthersAsync(session, recused, token).ConfigureAwait(false);
            return recused;
        }, cancellationToken);

    private Refusal? RefuseRecusal(Item item, RecusePerson command)
    {
        if (item.State is ItemState.Ended or ItemState.Reported or ItemState.Withdrawn)
            return Wrong(item);
        if (string.IsNullOrWhiteSpace(command.Ground))
            return ItemTexts.Refuse("ground-missing");
        if (rules.People.Find(command.PersonId) is null)
            return ItemTexts.Refuse("person-unknown", command.PersonId);
        if (rules.People.Find(command.DecidedById) is null)
            return ItemTexts.Refuse("person-unknown", command.DecidedById);
        if (command.DecidedById == command.PersonId)
            return ItemTexts.Refuse("recusal-own", Name(command.PersonId));
        return item.IsRecused(command.PersonId) ? ItemTexts.Refuse("recused-already", Name(command.PersonId), item.Title) : null;
    }

    private async Task MoveApprovalsAsync(ForumSession session, Item item, string personId, CancellationToken cancellationToken)
    {
        foreach (var approval in await session.ApprovalsAboutAsync(item.Id, cancellationToken).ConfigureAwait(false))
        {
            if (approval.State != ApprovalState.Pending)
                continue;
            var barred =
                approval with { RecusedIds = [.. approval.RecusedIds.Append(personId).Distinct(StringComparer.Ordinal)] };
            session.Approvals.Update(barred);
            await ApprovalMoves.SettleAsync(
                session, rules, barred, rules.Bodies.Get(barred.BodyId, barred.RulesFrom), "recused-" + personId,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever may choose the route now is asked; who was asked before is not asked twice.</summary>
    private async Task AskOthersAsync(ForumSession session, Item item, CancellationToken cancellationToken)
    {
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(treatment.BodyId, treatment.RulesFrom);
        var duty = ChairLadder.Duty(body, item, treatment, "asked", session.Now);
        await ItemLetters.SendAsync(
            session, ChairLadder.Asked(rules, body, item, session.Now), body, ChairLadder.Version(treatment), item.Id,
            envelope => rules.Letters.Reminder(envelope, duty), cancellationToken).ConfigureAwait(false);
    }

    private string Name(string personId) => rules.People.Find(personId)?.Name ?? personId;
}
