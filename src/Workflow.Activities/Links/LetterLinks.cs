using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.Forums.Links;
using Workflow.Runtime;

namespace Workflow.Activities.Links;

/// <summary>Gives letters their links, in the transaction of the letter; nothing at all where letters carry none.</summary>
internal static class LetterLinks
{
    /// <summary>
    /// Bytes. Encoded twice, as Microsoft 365 wants it, the letter stays below the four megabytes that it takes.
    /// </summary>
    public const int LargestAttachment = 2 * 1024 * 1024;

    /// <summary>The page where the party answers, and the address that recognises its answer by mail.</summary>
    public static async Task<Envelope> WithLinksAsync(
        this Envelope envelope, ForumSession session, ForumRules rules, Consultation consultation,
        CancellationToken cancellationToken)
    {
        var link = await AnswerAsync(
            session, rules, consultation, envelope.Body, envelope.To.PersonId, cancellationToken).ConfigureAwait(false);
        var replying = await envelope.WithReplyAsync(session, rules, consultation, cancellationToken).ConfigureAwait(false);
        return replying with { Link = link };
    }

    /// <summary>
    /// Every letter to a party may be the one it replies to, a reminder or a receipt as well as the notice: all of them name the
    /// same address, which knows whose reply it is.
    /// </summary>
    public static async Task<Envelope> WithReplyAsync(
        this Envelope envelope, ForumSession session, ForumRules rules, Consultation consultation,
        CancellationToken cancellationToken) => envelope with
        {
            ReplyTo = await ReplyToAsync(
                session, rules, consultation, envelope.To.PersonId, cancellationToken).ConfigureAwait(false),
        };

    /// <returns>Null where letters name no such address.</returns>
    public static async Task<string?> ReplyToAsync(
        ForumSession session, ForumRules rules, Consultation consultation, string partyId, CancellationToken cancellationToken) =>
        rules.Letters.TakesReplies
            ? rules.Letters.ReplyTo(
                await session.LinkAsync(Grant(LinkPurpose.Reply, consultation, partyId), cancellationToken).ConfigureAwait(false))
            : null;

    /// <summary>
    /// The document itself, where those who are asked reach no page. A mail is read by more than its recipient: of minutes only
    /// what everybody may read goes by mail.
    /// </summary>
    public static async Task<Envelope> WithDocumentAsync(
        this Envelope envelope, ForumSession session, ForumRules rules, Consultation consultation,
        CancellationToken cancellationToken)
    {
        if (!rules.Letters.AttachesDocuments)
            return envelope;
        var body = envelope.Body;
        var hash = consultation.Kind == ConsultationKind.Minutes
            ? await LinkedPapers.StorePublicAsync(session, rules, consultation, body, cancellationToken).ConfigureAwait(false)
            : await EarlierAsync(
                session, Grant(LinkPurpose.Answer, consultation, envelope.To.PersonId), cancellationToken).ConfigureAwait(false)
                ?? await LinkedPapers.StoreAsync(
                    session, rules, consultation, body, envelope.To.PersonId, cancellationToken).ConfigureAwait(false);
        if (hash is null || await session.FileAsync(hash, cancellationToken).ConfigureAwait(false) is not { } file)
            return envelope;
        if (file.Content.Length > LargestAttachment)
        {
            session.Audit(consultation.Id, "documentNotAttached",
                LinkTexts.TooLargeToAttach(envelope.To.Name, file.Content.Length, LargestAttachment));
            return envelope;
        }

        var name = BodyLanguage.Of(body, () => LinkTexts.DocumentName);
        return envelope with { Attachment = new LetterAttachment(name, file.MediaType, hash) };
    }

    /// <summary>The page where the person approves or rejects.</summary>
    public static async Task<Envelope> WithLinkAsync(
        this Envelope envelope, ForumSession session, ForumRules rules, Approval approval,
        CancellationToken cancellationToken) => envelope with
        {
            Link = await ApproveAsync(
                session, rules, approval, envelope.Body, envelope.To.PersonId, cancellationToken).ConfigureAwait(false),
        };

    /// <returns>Null where letters carry no links.</returns>
    public static async Task<string?> AnswerAsync(
        ForumSession session, ForumRules rules, Consultation consultation, Body body, string partyId,
        CancellationToken cancellationToken)
    {
        if (!rules.Letters.WritesLinks)
            return null;
        var grant = Grant(LinkPurpose.Answer, consultation, partyId);
        var document = await EarlierAsync(session, grant, cancellationToken).ConfigureAwait(false)
            ?? await LinkedPapers.StoreAsync(
                session, rules, consultation, body, partyId, cancellationToken).ConfigureAwait(false);
        return rules.Letters.LinkTo(
            await session.LinkAsync(grant with { DocumentHash = document }, cancellationToken).ConfigureAwait(false));
    }

    /// <returns>Null where letters carry no links.</returns>
    public static async Task<string?> ApproveAsync(
        ForumSession session, ForumRules rules, Approval approval, Body body, string personId,
        CancellationToken cancellationToken)
    {
        // Where a chair chooses a route there is no yes or no to give.
        if (!rules.Letters.WritesLinks || approval.Kind == ApprovalKind.ChairChoice)
            return null;
        var grant = new LinkGrant(
            LinkPurpose.Approve, approval.Id, personId, approval.Version, approval.AskedAt + LinkRules.ApproveLifetime);
        var document = await EarlierAsync(session, grant, cancellationToken).ConfigureAwait(false)
            ?? await LinkedPapers.StoreAsync(session, rules, approval, body, personId, cancellationToken).ConfigureAwait(false);
        return rules.Letters.LinkTo(
            await session.LinkAsync(grant with { DocumentHash = document }, cancellationToken).ConfigureAwait(false));
    }

    private static LinkGrant Grant(LinkPurpose purpose, Consultation consultation, string partyId) =>
        new(purpose, consultation.Id, partyId, consultation.Version, consultation.Deadline + LinkRules.AnswerLifetime)
        {
            Contact = ConsultationRules.Find(consultation, partyId)?.Contact ?? 0,
        };

    /// <summary>
    /// Told again (of another deadline, or by a reminder) a party goes on reading the document it was first asked about; of
    /// an approval that is the one of its version.
    /// </summary>
    private static async Task<string?> EarlierAsync(ForumSession session, LinkGrant grant, CancellationToken cancellationToken) =>
        (await session.LinksOfAsync(grant.SubjectId, grant.PartyId, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(link => link.Grant.Purpose == grant.Purpose
                && (grant.Purpose == LinkPurpose.Answer || link.Grant.Version == grant.Version))?.Grant.DocumentHash;
}
