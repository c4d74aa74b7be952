using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// The note of a hearing among an item's attachments. A newer version takes the older one's place as long as the item is not
/// decided:
/// approvals are asked again, and who has the agenda gets an addendum. What was decided was decided on the note of that time.
/// </summary>
internal static class AttachedNote
{
    public static ItemAttachment Of(ForumRules rules, Item item, Consultation hearing) =>
        new(Name(rules, hearing, "hearing-note-name", hearing.Title), hearing.Id, item.CaseNumber) { Access = item.Access };

    /// <param name="changed">What changed in the note, one sentence.</param>
    /// <param name="isReplaced">
    /// The version is still held back and was made anew: its number stays, yet whoever is to approve it is to look again.
    /// </param>
    public static async Task RenewAsync(
        ForumSession session, ForumRules rules, Item item, Consultation hearing, int version, string changed,
        bool isReplaced, CancellationToken cancellationToken)
    {
        if (!item.Attachments.Any(attachment => attachment.DocumentNumber == hearing.Id))
            return;
        var called = Called(session, rules, hearing, version, isReplaced);
        var current = await session.CurrentTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (current?.Decision is not null
            || item.State is ItemState.AwaitingChair or ItemState.Ended or ItemState.Reported or ItemState.Withdrawn)
        {
            Audit(session, item, "hearingNoteNotRenewed", ItemTexts.Say("audit-hearing-note-decided", called), hearing, version);
            return;
        }

        var name = Name(rules, hearing, "hearing-note-name-version", hearing.Title, called);
        var renewed = item with
        {
            Attachments = [.. item.Attachments.Select(
                attachment => attachment.DocumentNumber == hearing.Id ? attachment with { Name = name } : attachment)],
        };
        session.Items.Update(renewed);
        Audit(session, item, "hearingNoteRenewed",
            ItemTexts.Say("audit-hearing-note-renewed", called, changed), hearing, version);
        if (item.State == ItemState.InApproval)
            await ItemApprovals.AskAgainAsync(session, rules, renewed, cancellationToken).ConfigureAwait(false);
        if (current is not null)
            await MeetingAgendas.ChangedAsync(session, rules, current.MeetingId, cancellationToken).ConfigureAwait(false);
    }

    private static string Called(ForumSession session, ForumRules rules, Consultation hearing, int version, bool isReplaced)
    {
        var body = rules.Bodies.Get(hearing.BodyId, hearing.RulesFrom);
        return BodyLanguage.Of(body, () => isReplaced
            ? ItemTexts.Say("hearing-note-changed", new BodyClock(body.TimeZone).Local(session.Now))
            : ItemTexts.Say("hearing-note-version", version));
    }

    /// <summary>It stands in the body's papers.</summary>
    private static string Name(ForumRules rules, Consultation hearing, string key, params object?[] values) =>
        BodyLanguage.Of(rules.Bodies.Get(hearing.BodyId, hearing.RulesFrom), () => ItemTexts.Say(key, values));

    private static void Audit(
        ForumSession session, Item item, string act, string text, Consultation hearing, int version) => session.Audit(
        item.Id, act, text, ("consultation", hearing.Id), ("version", version.ToString(CultureInfo.InvariantCulture)));
}
