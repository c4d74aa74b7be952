using System.Text;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Documents.Pages;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Links;

/// <summary>
/// What somebody is asked about, as that reader may see it, kept as a file when the question is asked: the page behind the
/// link shows these bytes, whatever is written on the item or in the minutes afterwards. Of closed items it holds what
/// everybody may read: nobody logs in to open it (ADR 0015).
/// </summary>
internal static class LinkedPapers
{
    private const string Html = "text/html; charset=utf-8";

    /// <returns>Hash of the file; null where there is no document to show.</returns>
    public static Task<string?> StoreAsync(
        ForumSession session, ForumRules rules, Approval approval, Body body, string personId,
        CancellationToken cancellationToken) => StoreAsync(
            session, rules, approval.AboutId, approval.Kind == ApprovalKind.Agenda ? PaperKind.Agenda : PaperKind.Minutes, body,
            Viewer.Link(body.Id, personId), cancellationToken);

    /// <summary>Minutes are the members' own; whoever is asked about a proposal reads of it what everybody may.</summary>
    /// <returns>Hash of the file; null where there is no document to show.</returns>
    public static Task<string?> StoreAsync(
        ForumSession session, ForumRules rules, Consultation consultation, Body body, string partyId,
        CancellationToken cancellationToken) => StoreAsync(
            session, rules, consultation.AboutId, PaperKind.Minutes, body,
            consultation.Kind == ConsultationKind.Minutes
                ? Viewer.Link(body.Id, partyId)
                : Viewer.Public(body.Id), cancellationToken);

    /// <summary>What everybody may read of it.</summary>
    /// <returns>Hash of the file; null where there is no document to show.</returns>
    public static Task<string?> StorePublicAsync(
        ForumSession session, ForumRules rules, Consultation consultation, Body body, CancellationToken cancellationToken) =>
        StoreAsync(session, rules, consultation.AboutId, PaperKind.Minutes, body, Viewer.Public(body.Id), cancellationToken);

    /// <summary>
    /// Whoever has been recused from an item of the minutes reads them as they are to be seen now, not as they were when the
    /// letter was written.
    /// </summary>
    /// <returns>Null where nothing was taken from the reader: then the file of the link is the document.</returns>
    public static async Task<string?> AnewAsync(
        ForumSession session, ForumRules rules, Consultation consultation, Body body, string partyId,
        CancellationToken cancellationToken)
    {
        if (consultation.Kind != ConsultationKind.Minutes)
            return null;
        var items = await MeetingPapers.ItemsAsync(session, consultation.AboutId, cancellationToken).ConfigureAwait(false);
        return items.Any(
            entry => entry.Item.IsRecused(partyId) || entry.Treatment.Recusals.Any(recusal => recusal.PersonId == partyId))
            ? await HtmlAsync(
                session, rules, consultation.AboutId, PaperKind.Minutes, body, Viewer.Link(body.Id, partyId), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    /// <summary>Whether the document behind a link leaves out what its reader may read elsewhere.</summary>
    public static async Task<bool> LeavesOutAsync(ForumSession session, string aboutId, CancellationToken cancellationToken) =>
        await session.Items.FindAsync(aboutId, cancellationToken).ConfigureAwait(false) is { } item
            ? IsPartlyClosed(item)
            : (await MeetingPapers.ItemsAsync(session, aboutId, cancellationToken).ConfigureAwait(false))
                .Any(entry => IsPartlyClosed(entry.Treatment.AsDecided ?? entry.Item) || entry.Item.Access != Access.Open);

    private static bool IsPartlyClosed(Item item) =>
        item.Access != Access.Open || item.Attachments.Any(attachment => attachment.Access != Access.Open);

    private static async Task<string?> StoreAsync(
        ForumSession session, ForumRules rules, string aboutId, PaperKind kind, Body body, Viewer viewer,
        CancellationToken cancellationToken) =>
        await HtmlAsync(session, rules, aboutId, kind, body, viewer, cancellationToken).ConfigureAwait(false) is { } html
            ? await session.StoreFileAsync(Encoding.UTF8.GetBytes(html), Html, cancellationToken).ConfigureAwait(false)
            : null;

    private static async Task<string?> HtmlAsync(
        ForumSession session, ForumRules rules, string aboutId, PaperKind kind, Body body, Viewer viewer,
        CancellationToken cancellationToken)
    {
        if (await session.Meetings.FindAsync(aboutId, cancellationToken).ConfigureAwait(false) is { } meeting)
        {
            var items = await MeetingPapers.ItemsAsync(session, aboutId, cancellationToken).ConfigureAwait(false);
            var paper = MeetingPapers.Derive(kind, meeting, body, items, viewer, rules.Bodies);
            var stamp = kind == PaperKind.Minutes
                ? new PageStamp(PageState.InConsultation, Math.Max(1, meeting.MinutesVersion))
                : new PageStamp(PageState.Draft, 1);
            return BodyLanguage.Of(body, () => MeetingPage.Write(paper, body, stamp));
        }

        if (await session.Items.FindAsync(aboutId, cancellationToken).ConfigureAwait(false) is not { } item)
            return null;
        var itemPaper = BodyLanguage.Of(
            body, () => ItemPaper.Of(item, body, new Roles(rules, body, session.Now).Today, rules.Bodies, viewer));
        return BodyLanguage.Of(body, () => MeetingPage.Write(
            itemPaper with { Date = null, Time = null }, body, new PageStamp(PageState.InConsultation, item.TextVersion)));
    }
}
