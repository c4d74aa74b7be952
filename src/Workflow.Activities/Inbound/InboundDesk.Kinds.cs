using Workflow.Activities.Consultations;
using Workflow.Activities.Kernel;
using Workflow.Activities.Links;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Consultations;
using Workflow.Forums.Inbound;
using Workflow.Forums.Letters;
using Workflow.Forums.Links;
using Workflow.Runtime;

namespace Workflow.Activities.Inbound;

/// <summary>What follows of each kind of mail.</summary>
public sealed partial class InboundDesk
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private async Task<ReceivedMail> AnswerAsync(ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        if (mail.MustBeHeld)
            return Row(session, mail, MailState.Held, InboundTexts.Say("Unsafe", Problems(mail)));
        var match = await MailMatching.FindAsync(session, mail, cancellationToken).ConfigureAwait(false);
        if (match.Consultation is not { } consultation || match.PartyId is not { } partyId)
            return Row(session, mail, MailState.Held, match.Reason);
        var recent = await session.MailCountAsync(
            mail.FromAddress, (consultation.Id, partyId), session.Now - Hour, cancellationToken)
            .ConfigureAwait(false);
        if (recent >= MostPerHour)
            return Row(session, mail, MailState.Held, InboundTexts.Say("TooMany", MostPerHour), consultation.Id, partyId);
        if (await MayBeThanksAsync(session, mail, consultation, partyId, cancellationToken).ConfigureAwait(false))
            return Row(session, mail, MailState.Held, InboundTexts.Say("ThanksOrAnswer"), consultation.Id, partyId);
        return await TakeAsync(
            session, mail, consultation, partyId, match.Reason, cancellationToken, match.IsBySender).ConfigureAwait(false);
    }

    /// <summary>
    /// The latest answer counts, and our receipt invites a reply: "Thank you" in reply to it would take the place of what the
    /// party has said. A person decides; nothing is lost, for what is assigned counts as of when it came.
    /// </summary>
    private static async Task<bool> MayBeThanksAsync(
        ForumSession session, InboundMail mail, Consultation consultation, string partyId, CancellationToken cancellationToken) =>
        ConsultationRules.Find(consultation, partyId) is { Responses.Count: > 0 }
        && AnswerPhrases.SaysLittle(mail.Text)
        && !mail.Attachments.Any(file => file is { IsFromTheAuthor: true, IsInline: false })
        && await MailMatching.LettersAsync(session, mail, cancellationToken).ConfigureAwait(false)
            is [{ Kind: LetterKinds.Receipt or LetterKinds.LateAnswer }, ..];

    private async Task<ReceivedMail> TakeAsync(
        ForumSession session, InboundMail mail, Consultation consultation, string partyId, string reason,
        CancellationToken cancellationToken,
        bool isBySender = false)
    {
        // "No comments" is what somebody says: a mail without words and files may be one that was sent too soon.
        if (mail.IsEmpty)
            return Row(session, mail, MailState.Held, InboundTexts.Say("Empty"), consultation.Id, partyId);
        var response = await ResponseAsync(session, mail, cancellationToken).ConfigureAwait(false) with
        {
            IsBySenderAlone = isBySender && mail.SenderProof != SenderProof.Passed,
        };
        var taken = await ConsultationAnswers.TakeAsync(
            session, rules, consultation, partyId, response, cancellationToken).ConfigureAwait(false);
        if (!taken.IsAccepted)
            return Row(session, mail, MailState.Held, taken.Refusal.Text, consultation.Id, partyId);
        if (mail.MayBeAcknowledged)
            await AcknowledgeAsync(session, mail, taken.Value, partyId, cancellationToken).ConfigureAwait(false);
        return Row(session, mail, MailState.Filed, reason, consultation.Id, partyId);
    }

    private static async Task<ConsultationResponse> ResponseAsync(
        ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        var files = new List<AnswerFile>();
        foreach (var file in mail.Attachments.Where(file => file.IsFromTheAuthor))
        {
            await session.StoreFileAsync(file.Content.ToArray(), file.MediaType, cancellationToken).ConfigureAwait(false);
            files.Add(File(file));
        }

        var nothing = files.TrueForAll(file => file.IsInline) && AnswerPhrases.SaysNoComments(mail.Text);
        return new ConsultationResponse(mail.ReceivedAt < session.Now ? mail.ReceivedAt : session.Now, nothing ? null : mail.Text)
        {
            Files = files,
            By = mail.FromName ?? mail.FromAddress,
            Source = AnswerSource.Mail,
            Evidence = mail.ContentHash,
            HasPersonalNumber = files.Exists(file => file.HasPersonalNumber),
            SubjectToPoliticalApproval = AnswerPhrases.IsSubjectToPoliticalApproval(mail.Text),
        };
    }

    private static AnswerFile File(InboundAttachment file) => new(
        file.Name, file.Hash, file.Size, file.MediaType, (file.Flags & (AttachmentFlags.Macro | AttachmentFlags.Executable)) != 0)
    {
        IsSuspect = file.Scan is ScanVerdict.Infected or ScanVerdict.Unknown,
        IsSearched = file.Search == SearchVerdict.Clean,
        HasPersonalNumber = file.Search == SearchVerdict.PersonalNumber,
        IsInline = file.IsInline,
    };

    private async Task AcknowledgeAsync(
        ForumSession session, InboundMail mail, Consultation consultation, string partyId, CancellationToken cancellationToken)
    {
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var party = ConsultationRules.Find(consultation, partyId)!;
        // To whoever wrote; the mail's own hash makes it one receipt for one mail.
        var envelope = await new Envelope(
            new Recipient(partyId, mail.FromName ?? party.Name, mail.FromAddress!), body,
            BodyLanguage.Of(body, () => InboundTexts.Say("WhyReceipt")), session.Now,
            $"{consultation.Version}/{mail.ContentHash[..16]}")
            .WithReplyAsync(session, rules, consultation, cancellationToken).ConfigureAwait(false);
        await session.AddLetterAsync(
            rules.Letters.Receipt(envelope, consultation, party.Responses[^1], mail.MessageId),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A machine's word: never an answer, but worth knowing where it comes from somebody who was asked.</summary>
    private async Task<ReceivedMail> AutomaticAsync(ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        var match = await MailMatching.FindAsync(session, mail, cancellationToken).ConfigureAwait(false);
        if (match.Consultation is not { } consultation || match.PartyId is not { } partyId)
            return Row(session, mail, MailState.Ignored, InboundTexts.Say("AutomaticUnmatched", mail.KindEvidence));
        return await NoteAsync(session, mail, consultation, partyId, match.Reason, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReceivedMail> NoteAsync(
        ForumSession session, InboundMail mail, Consultation consultation, string partyId, string reason,
        CancellationToken cancellationToken)
    {
        var kind = mail.Kind == InboundKind.OutOfOffice ? PartyEventKind.OutOfOffice : PartyEventKind.AutomaticReply;
        await ConsultationDelivery.NoteAsync(
            session, rules, consultation, partyId,
            new PartyEvent(kind, session.Now, mail.ContentHash, mail.Subject), cancellationToken)
            .ConfigureAwait(false);
        return Row(session, mail, MailState.Filed, reason, consultation.Id, partyId);
    }

    private async Task<ReceivedMail> BounceAsync(ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        ReceivedMail? filed = null;
        foreach (var bounce in mail.Bounces)
        {
            if (await BouncedLetterAsync(session, mail, bounce, cancellationToken).ConfigureAwait(false) is { } letter)
                filed = await BouncedAsync(session, mail, bounce, letter, cancellationToken).ConfigureAwait(false);
        }

        return filed ?? Row(session, mail, MailState.Held, InboundTexts.Say("BounceUnmatched"));
    }

    /// <summary>By what only the letter's own envelope carried, then by what the report quotes of it.</summary>
    private static async Task<Letter?> BouncedLetterAsync(
        ForumSession session, InboundMail mail, InboundBounce bounce, CancellationToken cancellationToken)
    {
        if (mail.BounceTokens is [var token]
            && await session.LetterByBounceTokenAsync(token, cancellationToken).ConfigureAwait(false) is { } named)
            return named;
        if (bounce.MessageId is { } id && await session.LetterAsync(id, cancellationToken).ConfigureAwait(false) is { } quoted)
            return quoted;
        return await MailMatching.LettersAsync(
            session, mail, cancellationToken).ConfigureAwait(false) is [var nearest, ..] ? nearest : null;
    }

    private async Task<ReceivedMail> BouncedAsync(
        ForumSession session, InboundMail mail, InboundBounce bounce, Letter letter, CancellationToken cancellationToken)
    {
        session.MarkBounced(letter.MessageId, WhyBounced(bounce));
        var consultation = await session.Consultations.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false);
        if (consultation is null)
            return Row(session, mail, MailState.Held, InboundTexts.Say("BounceOfOtherLetter", letter.ToName, letter.Subject),
                letter.AboutId, letter.ToPersonId);
        // A receipt that does not arrive says nothing of whether the party was asked.
        if (letter.Kind is LetterKinds.HearingNotice or LetterKinds.Reminder or LetterKinds.Reminders)
        {
            // Servers give up after days, when somebody else may be asked.
            var isFormer = ConsultationRules.Find(consultation, letter.ToPersonId)?.Address is { } address
                && !string.Equals(address, letter.ToAddress, StringComparison.OrdinalIgnoreCase);
            var happened = Bounced(session, mail, bounce, isFormer) with
            {
                Letter = letter.MessageId,
                Attempt = (await session.FindLetterAsync(letter.MessageId, cancellationToken).ConfigureAwait(false))?.Attempts,
            };
            await ConsultationDelivery.NoteAsync(
                session, rules, consultation, letter.ToPersonId, happened, cancellationToken).ConfigureAwait(false);
        }

        return Row(session, mail, MailState.Filed, InboundTexts.Say("Bounced", letter.ToName, consultation.Title),
            consultation.Id, letter.ToPersonId);
    }

    private static PartyEvent Bounced(ForumSession session, InboundMail mail, InboundBounce bounce, bool isFormer) => new(
        isFormer ? PartyEventKind.FormerBounced : PartyEventKind.Bounced, session.Now, mail.ContentHash,
        WhyBounced(bounce) is { Length: > 0 } why ? why : null);

    private static string WhyBounced(InboundBounce bounce) =>
        string.Join(' ', new[] { bounce.Status, bounce.Diagnostic }.Where(part => part is { Length: > 0 }));
}
