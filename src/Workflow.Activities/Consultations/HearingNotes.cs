using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Documents.Pages;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Papers;
using Workflow.Forums.Publications;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <summary>
/// Writes the note of a closed consultation; again, as a new version, when something in it has changed. One that is still held
/// back is replaced: what a party takes back before the deadline is published nowhere.
/// </summary>
internal static class HearingNotes
{
    /// <param name="change">
    /// Called in the body's language: what changed since the former version, for its head; null for the first.
    /// </param>
    /// <returns>The summary, one sentence.</returns>
    public static async Task<string> WriteAsync(
        ForumSession session, ForumRules rules, Consultation consultation, Func<string>? change,
        CancellationToken cancellationToken)
    {
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var changed = change is null ? null : BodyLanguage.Of(body, change);
        var item = await session.Items.FindAsync(consultation.AboutId, cancellationToken).ConfigureAwait(false);
        // The comments on minutes are the members' own; a consultation on a proposal is public once it is closed, unless
        // the item itself is not.
        var isPublic = consultation.Kind != ConsultationKind.Minutes && item is not { Access: Access.Closed };
        var newest = await NewestAsync(session, consultation.Id, cancellationToken).ConfigureAwait(false);
        var isReplaced = newest is not null && PublicationRules.IsHeld(newest, session.Now);
        var version = (newest?.Version ?? 0) + (isReplaced ? 0 : 1);
        Put(session, Page(session, consultation, body, isPublic, version, version == 1 ? null : changed), isReplaced);
        var summary = ConsultationTexts.Note(consultation);
        session.Consultations.Update(consultation with { Note = summary });
        var facts = new Dictionary<string, string> { ["about"] = consultation.AboutId };
        if (changed is not null)
            (facts["version"], facts["changed"]) = (version.ToString(CultureInfo.InvariantCulture), changed);
        session.Audit(consultation.Id, "hearingNote", summary, facts);
        if (changed is not null && item is not null)
            await AttachedNote.RenewAsync(
                session, rules, item, consultation, version, changed, isReplaced, cancellationToken).ConfigureAwait(false);
        return summary;
    }

    private static void Put(ForumSession session, Publication page, bool isReplaced)
    {
        if (isReplaced)
            session.Publications.Update(page);
        else
            session.Publications.Add(page);
    }

    private static Publication Page(
        ForumSession session, Consultation consultation, Body body, bool isPublic, int version, string? changed)
    {
        // Answers are public only when none can be changed any more, also where all have answered before the deadline.
        var closes = ConsultationRules.ClosesAt(consultation);
        var isHeld = isPublic && session.Now < closes + LastMinute.Grace;
        var at = isHeld && session.Now < closes ? closes : session.Now;
        var today = new BodyClock(body.TimeZone).Day(at);
        var stamp = new PageStamp(version == 1 ? PageState.Published : PageState.Corrected, version, today)
        {
            Released = isPublic,
            CorrectionReason = changed,
        };
        var content = HearingNotePage.Write(consultation, body, stamp);
        return new Publication
        {
            Id = IdOf(consultation.Id, version),
            Kind = "hearingNote",
            AboutId = consultation.AboutId,
            Audience = isPublic ? null : body.Id,
            Version = version,
            Path = string.Create(
                CultureInfo.InvariantCulture,
                $"{(isPublic ? "published" : "internal")}/{consultation.AboutId}/hearing-note-{consultation.Id}{(version == 1 ? "" : $"-v{version}")}.html"),
            Content = content,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            PublishedAt = at,
            NextTry = isHeld ? closes + LastMinute.Grace : null,
        };
    }

    private static async Task<Publication?> NewestAsync(
        ForumSession session, string consultationId, CancellationToken cancellationToken)
    {
        Publication? newest = null;
        for (var version = 1; ; version++)
        {
            if (await session.Publications.FindAsync(
                IdOf(consultationId, version), cancellationToken).ConfigureAwait(false) is not { } page)
                return newest;
            newest = page;
        }
    }

    private static string IdOf(string consultationId, int version) => version == 1
        ? "hearingNote." + consultationId
        : string.Create(CultureInfo.InvariantCulture, $"hearingNote.{consultationId}.v{version}");
}
