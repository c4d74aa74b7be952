using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Items;

namespace Workflow.Activities.Meetings;

/// <summary>
/// Presenters are invited to their own slot. What each was told last stands with the item's treatment; whatever makes it
/// another, the difference is told, once.
/// </summary>
internal static class SlotInvitations
{
    /// <summary>To be called after anything that a slot hangs on; where nothing is different it does nothing.</summary>
    public static async Task SettleAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        foreach (var treatment in await scene.Session.TreatmentsOfMeetingAsync(
            scene.Meeting.Id, cancellationToken).ConfigureAwait(false))
        {
            var wanted = PresenterSlots.Wanted(treatment, scene.Meeting);
            if (wanted != treatment.SlotTold)
                await TellAsync(scene, treatment, wanted, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task TellAsync(
        MeetingScene scene, Treatment treatment, ToldSlot? wanted, CancellationToken cancellationToken)
    {
        var item = await scene.Session.Items.GetAsync(treatment.ItemId, cancellationToken).ConfigureAwait(false);
        var told = treatment.SlotTold;
        if (PresenterSlots.IsOff(told, wanted))
        {
            var off = treatment with { SlotLetters = treatment.SlotLetters + 1 };
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.SlotCancelled(
                    Envelope(scene, told!.Slot, off), scene.Meeting, off, told.Slot, item.Title), cancellationToken)
                .ConfigureAwait(false);
            Audit(scene, item, "presenterCancelled", "SlotOff", told.Slot);
            treatment = off;
        }

        if (wanted is not null)
        {
            treatment = treatment with { SlotLetters = treatment.SlotLetters + 1 };
            var link = (await MeetingOnline.FindAsync(scene, cancellationToken).ConfigureAwait(false))?.JoinUrl;
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.Slot(
                    Envelope(scene, wanted.Slot, treatment) with { Online = link }, scene.Meeting, treatment,
                    wanted.Slot, item.Title),
                cancellationToken).ConfigureAwait(false);
            Audit(scene, item, "presenterInvited", "SlotTold", wanted.Slot);
        }

        scene.Session.Treatments.Update(treatment with { SlotTold = wanted });
    }

    /// <summary>The number of the letter is its version: a later one makes the earlier moot.</summary>
    private static Envelope Envelope(MeetingScene scene, PresenterSlot slot, Treatment treatment) => scene.Envelope(
        new Recipient(slot.PersonId ?? "presenter", slot.Name, slot.Address), "WhyPresenter",
        treatment.SlotLetters.ToString(CultureInfo.InvariantCulture));

    private static void Audit(MeetingScene scene, Item item, string act, string text, PresenterSlot slot) => scene.Session.Audit(
        item.Id,
        act,
        MeetingTexts.Say(text, slot.Name, scene.Meeting.Date),
        new Dictionary<string, string> { ["meeting"] = scene.Meeting.Id, ["presenter"] = slot.PersonId ?? slot.Name });
}
