using Workflow.Activities.Items;
using Workflow.Activities.Ports;
using Workflow.Documents.Calendar;
using Workflow.Forums.Inbound;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Inbound;

/// <summary>Yes or no to an invitation. It changes nothing by itself.</summary>
public sealed partial class InboundDesk
{
    private const string Declined = "DECLINED";

    /// <summary>It stands in the meeting's trail; of whoever is to present an item, in the item's as well.</summary>
    private async Task<ReceivedMail> CalendarAsync(
        ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        var reply = mail.CalendarReply!;
        var uid = reply.Uid.Split('@')[0];
        foreach (var id in MeetingCalendar.TreatmentsOf(uid))
        {
            if (await session.Treatments.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } treatment)
                return await SlotReplyAsync(session, mail, treatment, cancellationToken).ConfigureAwait(false);
        }

        if (await session.Meetings.FindAsync(uid, cancellationToken).ConfigureAwait(false) is not { } meeting)
            return Row(session, mail, MailState.Ignored, InboundTexts.Say("CalendarUnmatched"));
        return Row(
            session, mail, MailState.Filed, InboundTexts.Say("CalendarReply", WhoReplies(mail), reply.PartStat), meeting.Id);
    }

    /// <summary>A presenter who does not come leaves the item with nobody to present it: a person has to know.</summary>
    private async Task<ReceivedMail> SlotReplyAsync(
        ForumSession session, InboundMail mail, Treatment treatment, CancellationToken cancellationToken)
    {
        var (reply, number) = (mail.CalendarReply!, treatment.Number ?? "");
        var said = InboundTexts.Say("SlotReply", WhoReplies(mail), number, reply.PartStat);
        session.Audit(
            treatment.ItemId, "presenterReplied", said, new Dictionary<string, string> { ["mail"] = mail.ContentHash });
        if (reply.PartStat == Declined && IsOfThePresenter(mail, treatment)
            && await session.Items.FindAsync(treatment.ItemId, cancellationToken).ConfigureAwait(false) is { } item
            && await session.Meetings.FindAsync(treatment.MeetingId, cancellationToken).ConfigureAwait(false) is { } meeting)
            await ItemTasks.AskAsync(
                session, rules, item, treatment.BodyId, ItemTasks.PresenterDeclined,
                () => InboundTexts.Say("PresenterDeclined", treatment.Slot!.Name, number, meeting.Date), cancellationToken)
                .ConfigureAwait(false);
        return Row(session, mail, MailState.Filed, said, treatment.MeetingId);
    }

    /// <summary>
    /// Who is asked now, by either address, or in answer to the newest invitation: whoever was asked before declines an older
    /// one.
    /// </summary>
    private static bool IsOfThePresenter(InboundMail mail, Treatment treatment) =>
        treatment is { State: TreatmentState.Listed, Slot: { } slot }
        && (Same(mail.FromAddress, slot.Address) || Same(mail.CalendarReply!.Attendee, slot.Address)
            || mail.CalendarReply!.Sequence >= treatment.SlotLetters - 1);

    private static string? WhoReplies(InboundMail mail) => mail.FromName ?? mail.FromAddress ?? mail.CalendarReply!.Attendee;

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
