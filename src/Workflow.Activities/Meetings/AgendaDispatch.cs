using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Documents.Pages;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.Publications;

namespace Workflow.Activities.Meetings;

/// <summary>Locks the numbers, publishes the agenda and invites.</summary>
internal static class AgendaDispatch
{
    public static async Task<MeetingRecipients> SendAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        await LockNumbersAsync(scene, cancellationToken).ConfigureAwait(false);
        await MeetingPublication.PublishAsync(scene, PaperKind.Agenda, PageState.Sent, cancellationToken).ConfigureAwait(false);
        return await InviteAsync(scene, version: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Something came onto an agenda that was sent out, or went off it: all invited get the new agenda.</summary>
    public static async Task AddendumAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        await LockNumbersAsync(scene, cancellationToken).ConfigureAwait(false);
        var page = await MeetingPublication.PublishAsync(
            scene, PaperKind.Agenda, PageState.Addendum, cancellationToken).ConfigureAwait(false);
        var recipients = await InviteAsync(scene, Version(scene, page), cancellationToken).ConfigureAwait(false);
        Record(scene, MeetingTexts.Say("Addendum", page.Version, recipients.Reached.Count), recipients);
    }

    /// <summary>
    /// The link has come after people were invited, or another one: they are invited again, and what has not left yet does not.
    /// </summary>
    public static async Task LinkAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        await scene.Session.CancelLettersAsync(
            scene.Meeting.Id, MeetingTexts.Say("LinkCame"), cancellationToken, LetterKinds.Invitation)
            .ConfigureAwait(false);
        var version = string.Create(
            CultureInfo.InvariantCulture, $"{scene.Meeting.ScheduleVersion}/link{scene.Meeting.LinkUpdates}");
        var recipients = await InviteAsync(scene, version, cancellationToken).ConfigureAwait(false);
        await SlotInvitations.SettleAsync(scene, cancellationToken).ConfigureAwait(false);
        Record(scene, MeetingTexts.Say("LinkSent", recipients.Reached.Count), recipients);
    }

    public static void Record(MeetingScene scene, string text, MeetingRecipients recipients) => scene.Audit(
        "agendaDispatched",
        text,
        ("recipients", string.Join(", ", recipients.Reached.Select(to => to.Name))),
        ("notReached", recipients.NotReached));

    /// <summary>What has a number keeps it, also when another is taken off; what comes later gets the next free one.</summary>
    private static async Task LockNumbersAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var treatments = await scene.Session.TreatmentsOfMeetingAsync(scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var next = treatments.Select(treatment => Number(treatment.Number)).DefaultIfEmpty(0).Max() + 1;
        foreach (var treatment in treatments.Where(
            treatment => treatment.State != TreatmentState.Removed && treatment.Number is null))
        {
            scene.Session.Treatments.Update(treatment with { Number = next.ToString(CultureInfo.InvariantCulture) });
            next++;
        }
    }

    private static async Task<MeetingRecipients> InviteAsync(
        MeetingScene scene, string? version, CancellationToken cancellationToken)
    {
        var items = await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var invited = MeetingPeople.Invited(scene);
        var online = await MeetingOnline.AnnounceAsync(scene, cancellationToken).ConfigureAwait(false);
        foreach (var to in invited.Reached)
        {
            // Everybody's own paper: what a person is recused from, or may not see as a guest, stands in no letter to them.
            var agenda = MeetingPapers.Derive(scene, PaperKind.Agenda, items, MeetingPeople.ViewerOf(scene, to.PersonId));
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.Invitation(
                    scene.Envelope(to, "WhyInvited", version) with { Online = online?.JoinUrl }, scene.Meeting, agenda),
                cancellationToken).ConfigureAwait(false);
        }

        MeetingOnline.AwaitLink(scene, online);

        scene.Told(invited.Reached);
        return invited;
    }

    private static string Version(MeetingScene scene, Publication page) =>
        string.Create(CultureInfo.InvariantCulture, $"{scene.Meeting.ScheduleVersion}.{page.Version}");

    private static int Number(string? printed) =>
        int.TryParse(printed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
