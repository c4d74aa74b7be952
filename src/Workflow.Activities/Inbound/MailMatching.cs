using Workflow.Activities.Ports;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.Forums.Links;
using Workflow.Runtime;

namespace Workflow.Activities.Inbound;

/// <summary>
/// Finds whose mail it is: by the token it was sent to, then by the letter it answers, then by its sender. Whatever leaves a
/// doubt is left to a person: an answer filed to the wrong party is worse than one that waits.
/// </summary>
internal static class MailMatching
{
    public static async Task<MailMatch> FindAsync(ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        if (mail.ReplyTokens.Count > 1)
            return MailMatch.Held(InboundTexts.Say("SeveralTokens"));
        var letters = await LettersAsync(session, mail, cancellationToken).ConfigureAwait(false);
        if (mail.ReplyTokens is [var token])
            return await ByTokenAsync(session, mail, token, letters, cancellationToken).ConfigureAwait(false);
        if (letters.Count > 0)
            return await ByLetterAsync(session, mail, letters, cancellationToken).ConfigureAwait(false);
        return await BySenderAsync(session, mail, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Our letters that the mail answers, the nearest first.</summary>
    public static async Task<IReadOnlyList<Letter>> LettersAsync(
        ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        var letters = new List<Letter>();
        foreach (var id in mail.References)
        {
            if (await session.LetterAsync(id, cancellationToken).ConfigureAwait(false) is { } letter)
                letters.Add(letter);
        }

        return letters;
    }

    private static async Task<MailMatch> ByTokenAsync(
        ForumSession session, InboundMail mail, string token, IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        // Guessed, mistyped, or of another purpose: all are told apart from nothing.
        if (await session.FindLinkAsync(
            token, cancellationToken).ConfigureAwait(false) is not { Grant: { Purpose: LinkPurpose.Reply } grant } link
            || link.RevokedAt is not null)
            return MailMatch.Held(InboundTexts.Say("TokenUnknown"));
        var answered = letters.FirstOrDefault(letter => OfConsultation(letter.AboutId));
        if (answered is not null && (answered.AboutId != grant.SubjectId || answered.ToPersonId != grant.PartyId))
            return MailMatch.Held(InboundTexts.Say("TokenOfAnother"));
        return await OfPartyAsync(
            session, mail, grant.SubjectId, grant.PartyId, "ByToken", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<MailMatch> ByLetterAsync(
        ForumSession session, InboundMail mail, IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        var threads = letters.Where(letter => OfConsultation(letter.AboutId))
            .Select(letter => (letter.AboutId, letter.ToPersonId)).Distinct().ToList();
        if (threads.Count == 0)
            return MailMatch.Held(InboundTexts.Say("AnswersOtherLetter", letters[0].Subject));
        if (threads.Count > 1)
            return MailMatch.Held(InboundTexts.Say("SeveralThreads"));
        var match = await OfPartyAsync(
            session, mail, threads[0].AboutId, threads[0].ToPersonId, "ByLetter", cancellationToken).ConfigureAwait(false);
        // A Message-ID travels with every mail that is sent on, and can be computed; a token is in the letter alone.
        if (match.IsFound && mail.SenderProof == SenderProof.Missing)
            return MailMatch.Held(InboundTexts.Say("SenderUnproven", mail.FromAddress ?? ""));
        return match is { IsFound: true, IsFromElsewhere: true }
            ? MailMatch.Held(InboundTexts.Say("LetterFromElsewhere"))
            : match;
    }

    private static async Task<MailMatch> BySenderAsync(
        ForumSession session, InboundMail mail, CancellationToken cancellationToken)
    {
        if (mail.FromAddress is not { } sender)
            return MailMatch.Held(InboundTexts.Say("NoSender"));
        var open = await session.OpenConsultationsAsync(cancellationToken).ConfigureAwait(false);
        var asked = open.SelectMany(
            consultation =>
                consultation.Parties.Where(party => Same(party.Address, sender)).Select(party => (consultation, party)))
            .ToList();
        return asked switch
        {
            [] => MailMatch.Held(InboundTexts.Say("SenderUnknown")),
            [_] when mail.SenderProof == SenderProof.Missing => MailMatch.Held(InboundTexts.Say("SenderUnproven", sender)),
            [var only] =>
                MailMatch.Found(
                    only.consultation, only.party.Id, InboundTexts.Say("BySender", only.party.Name, only.consultation.Title)) with
                {
                    IsBySender = true,
                },
            _ => MailMatch.Held(InboundTexts.Say("SeveralOpen", asked.Count)),
        };
    }

    private static async Task<MailMatch> OfPartyAsync(
        ForumSession session, InboundMail mail, string consultationId, string partyId, string how,
        CancellationToken cancellationToken)
    {
        if (await session.Consultations.FindAsync(consultationId, cancellationToken).ConfigureAwait(false) is not { } consultation
            || ConsultationRules.Find(consultation, partyId) is not { } party)
            return MailMatch.Held(InboundTexts.Say("TokenUnknown"));
        var elsewhere = !Same(party.Address, mail.FromAddress);
        var reason = InboundTexts.Say(how, party.Name, consultation.Title);
        return MailMatch.Found(consultation, partyId, elsewhere ? $"{reason} {InboundTexts.Say("FromElsewhere")}" : reason) with
        {
            IsFromElsewhere = elsewhere,
        };
    }

    private static bool OfConsultation(string aboutId) => aboutId.StartsWith("consultation.", StringComparison.Ordinal);

    private static bool Same(string? left, string? right) =>
        left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
