using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Forums;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Asks somebody in to present the item at the meeting whose agenda it is on.</summary>
/// <param name="After">Minutes from the meeting's beginning.</param>
/// <param name="Minutes">How long.</param>
public sealed record InvitePresenter(string ItemId, int After, int Minutes)
{
    /// <summary>Of somebody in the register of people; their name and address count.</summary>
    public string? PersonId { get; init; }

    /// <summary>Of anybody else, with <see cref="Address"/>.</summary>
    public string? Name { get; init; }

    public string? Address { get; init; }
}

public sealed record DismissPresenter(string ItemId);

public sealed partial class ItemDesk
{
    /// <summary>
    /// In place of whoever was asked before. The invitation leaves with the agenda, or at once where that is out.
    /// </summary>
    public Task<Ruling<Treatment>> InvitePresenterAsync(
        InvitePresenter command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeSlotAsync(
            "invitePresenter", command.ItemId, actor, commandId, (item, scene) => Slot(item, scene, command), cancellationToken);

    /// <summary>Nobody is asked in for the item any more; who was told already is told.</summary>
    public Task<Ruling<Treatment>> DismissPresenterAsync(
        DismissPresenter command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeSlotAsync("dismissPresenter", command.ItemId, actor, commandId, (_, _) => (null, null), cancellationToken);

    /// <summary>Whoever may not have to do with the item does not present it either.</summary>
    private async Task DismissRecusedAsync(ForumSession session, Item item, string personId, CancellationToken cancellationToken)
    {
        var treatment = await session.CurrentTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (treatment?.Slot?.PersonId != personId)
            return;
        session.Treatments.Update(treatment with { Slot = null });
        var scene = await MeetingScene.OfAsync(session, rules, treatment.MeetingId, cancellationToken).ConfigureAwait(false);
        await SlotInvitations.SettleAsync(scene, cancellationToken).ConfigureAwait(false);
    }

    private Task<Ruling<Treatment>> ChangeSlotAsync(
        string name,
        string itemId,
        Actor actor,
        string commandId,
        Func<Item, MeetingScene, (PresenterSlot? Slot, Refusal? Refusal)> decide,
        CancellationToken cancellationToken) =>
        ExecuteAsync<Treatment>(name, itemId, actor, commandId, async (session, item, token) =>
        {
            if (await session.CurrentTreatmentAsync(item.Id, token).ConfigureAwait(false) is not { } treatment)
                return ItemTexts.Refuse("presenter-no-agenda", item.Title);
            var scene = await MeetingScene.OfAsync(session, rules, treatment.MeetingId, token).ConfigureAwait(false);
            if (scene.Meeting.State > MeetingState.Dispatched)
                return ItemTexts.Refuse("presenter-too-late", scene.Meeting.Date);
            var (slot, refusal) = decide(item, scene);
            if (refusal is not null)
                return refusal;
            session.Treatments.Update(treatment with { Slot = slot });
            session.Audit(
                item.Id, name, slot is null ? ItemTexts.Say("audit-presenter-off")
                    : ItemTexts.Say("audit-presenter", slot.Name, slot.After, slot.Minutes));
            await SlotInvitations.SettleAsync(scene, token).ConfigureAwait(false);
            await ItemTasks.DoneAsync(session, item.Id, ItemTasks.PresenterDeclined, token).ConfigureAwait(false);
            return await session.Treatments.GetAsync(treatment.Id, token).ConfigureAwait(false);
        }, cancellationToken);

    private (PresenterSlot? Slot, Refusal? Refusal) Slot(Item item, MeetingScene scene, InvitePresenter command)
    {
        var length = scene.Body.Meetings.DurationMinutes;
        if (command.After < 0 || command.Minutes < 1 || command.After > length - command.Minutes)
            return (null, ItemTexts.Refuse("presenter-outside", length));
        if (command.PersonId is not { } id)
            return IsAddress(command.Address) && !string.IsNullOrWhiteSpace(command.Name)
                ? (new PresenterSlot(null, command.Name, command.Address!, command.After, command.Minutes), null)
                : (null, ItemTexts.Refuse("presenter-unnamed"));
        if (rules.People.Find(id) is not { } person)
            return (null, ItemTexts.Refuse("person-unknown", id));
        if (Recipients.Of(person) is not { } to)
            return (null, ItemTexts.Refuse("presenter-no-address", person.Name));
        return item.IsRecused(id)
            ? (null, ItemTexts.Refuse("recused-already", person.Name, item.Title))
            : (new PresenterSlot(id, person.Name, to.Address, command.After, command.Minutes), null);
    }

    /// <summary>What is plainly none; the transport looks closer.</summary>
    private static bool IsAddress(string? address) =>
        address is { Length: > 2 and <= 254 } && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at < address.Length - 1
        && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>');
}
