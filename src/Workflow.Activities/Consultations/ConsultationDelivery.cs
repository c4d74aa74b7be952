using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Consultations;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <summary>What becomes known of the letters to parties, written into the ledger; what needs a person becomes a task.</summary>
internal static class ConsultationDelivery
{
    public const string BouncedTask = "bouncedParty";
    public const string UncertainTask = "uncertainParty";

    /// <summary>What a party's state may have made.</summary>
    private static readonly string[] Tasks = [BouncedTask, UncertainTask, SendHearingNotices.UnreachableTask];

    /// <summary>Writes down what happened; of the same evidence once.</summary>
    /// <returns>The consultation as it stands after it; null where nothing was new.</returns>
    public static async Task<Consultation?> NoteAsync(
        ForumSession session, ForumRules rules, Consultation consultation, string partyId, PartyEvent happened,
        CancellationToken cancellationToken)
    {
        var noted = ConsultationLedgerRules.Note(consultation, partyId, happened);
        if (!noted.IsAccepted || ReferenceEquals(noted.Value, consultation))
            return null;
        var (before, after) = (ConsultationRules.Find(consultation, partyId)!, ConsultationRules.Find(noted.Value, partyId)!);
        session.Consultations.Update(noted.Value);
        session.Audit(consultation.Id, "party" + happened.Kind, ConsultationTexts.Noted(consultation, after, happened.Kind),
            Facts(consultation, after, happened));
        if (after.State != before.State)
        {
            // Whoever was to look into it need not any more.
            if (happened.Kind == PartyEventKind.SentAgain)
                await DoneAsync(session, consultation, before, cancellationToken).ConfigureAwait(false);
            await AskAsync(session, rules, noted.Value, after, cancellationToken).ConfigureAwait(false);
        }

        // It stands in the note as one that was asked and said nothing: servers give up after days, when all may be closed.
        if (before.State == PartyState.Silent && after.State != before.State && noted.Value.Note is not null)
            await HearingNotes.WriteAsync(
                session, rules, noted.Value, () => ConsultationTexts.Noted(consultation, after, happened.Kind),
                cancellationToken).ConfigureAwait(false);
        return noted.Value;
    }

    /// <summary>
    /// The outbox is the truth about letters: what it says of the newest notice to each party that has not answered, and of the
    /// reminder since, is taken over, whether or not it was told when it happened.
    /// </summary>
    public static async Task<Consultation> SettleAsync(
        ForumSession session, ForumRules rules, Consultation consultation, CancellationToken cancellationToken,
        bool isClosing = false)
    {
        foreach (var notice in await LettersAsync(session, consultation.Id, cancellationToken).ConfigureAwait(false))
        {
            if (Happened(consultation, notice, session.Now, isClosing) is { } happened)
                consultation = await NoteAsync(session, rules, consultation, notice.RecipientId, happened, cancellationToken)
                    .ConfigureAwait(false) ?? consultation;
        }

        return consultation;
    }

    /// <summary>By which it shows whether the parties are reached.</summary>
    public static Task<IReadOnlyList<NoticeStatus>> LettersAsync(
        ForumSession session, string consultationId, CancellationToken cancellationToken) => session.NewestLettersAsync(
            consultationId, LetterKinds.HearingNotice, LetterKinds.Reminder, cancellationToken);

    /// <summary>Whether the outbox knows something of the newest notices that the ledger does not.</summary>
    public static bool HasNews(Consultation consultation, IReadOnlyList<NoticeStatus> notices, DateTimeOffset now) =>
        notices.Any(notice =>
            Happened(consultation, notice, now, isClosing: false) is { } happened
            && ConsultationLedgerRules.Note(consultation, notice.RecipientId, happened) is { IsAccepted: true } noted
            && !ReferenceEquals(noted.Value, consultation));

    /// <summary>The party is reached, or asked anew: nobody needs to look into it any more.</summary>
    public static async Task DoneAsync(
        ForumSession session, Consultation consultation, ConsultationParty party, CancellationToken cancellationToken)
    {
        foreach (var kind in Tasks)
            await ConsultationAnswers.DoneAsync(session, consultation, kind, party.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Null where it tells nothing that the ledger does not know.</summary>
    private static PartyEvent? Happened(Consultation consultation, NoticeStatus notice, DateTimeOffset now, bool isClosing)
    {
        if (notice.Kind == LetterKinds.Reminder)
            return OfReminder(consultation, notice, now);
        // It may still leave; but who was not asked until the end was not asked, and must not end as silent.
        if (notice.Status is LetterStatus.Pending or LetterStatus.Sending or LetterStatus.Cancelled)
            return isClosing
                && ConsultationRules.Find(consultation, notice.RecipientId)?.State is PartyState.Sent or PartyState.OutOfOffice
                ? new PartyEvent(
                    notice.Status == LetterStatus.Sending ? PartyEventKind.SendingUnknown : PartyEventKind.Refused,
                    now, notice.MessageId, ConsultationTexts.NotSentInTime(notice.Reason))
                : null;
        // That a letter came back is written into the ledger with the mail that says so.
        if (notice.Status == LetterStatus.Bounced)
            return null;
        if (notice.Status != LetterStatus.Sent)
            return new PartyEvent(
                notice.Status == LetterStatus.Unknown ? PartyEventKind.SendingUnknown : PartyEventKind.Refused, now,
                notice.MessageId, notice.Reason);

        return IsSentAgain(ConsultationRules.Find(consultation, notice.RecipientId), notice)
            ? new PartyEvent(PartyEventKind.SentAgain, now, notice.MessageId)
            : null;
    }

    /// <summary>
    /// A reminder that no server takes shows that nobody is there any more, as one that comes back does. Whether it left, or
    /// when, says nothing of whether the party was asked.
    /// </summary>
    private static PartyEvent? OfReminder(Consultation consultation, NoticeStatus reminder, DateTimeOffset now) =>
        reminder.Status switch
        {
            LetterStatus.Refused => new PartyEvent(PartyEventKind.Refused, now, reminder.MessageId, reminder.Reason),
            LetterStatus.Sent when IsSentAgain(ConsultationRules.Find(consultation, reminder.RecipientId), reminder) =>
                new PartyEvent(PartyEventKind.SentAgain, now, reminder.MessageId),
            _ => null,
        };

    /// <summary>
    /// The letter that failed went once more, or a newer one (of another deadline) got through after it had failed.
    /// </summary>
    private static bool IsSentAgain(ConsultationParty? party, NoticeStatus notice)
    {
        if (party?.State is not (PartyState.Bounced or PartyState.Uncertain))
            return false;
        var last = party.Events.LastOrDefault(known => known.Kind is PartyEventKind.Refused or PartyEventKind.SendingUnknown
            or PartyEventKind.Bounced or PartyEventKind.SentAgain or PartyEventKind.NewContact);
        if (last is not { Kind: PartyEventKind.Refused or PartyEventKind.SendingUnknown or PartyEventKind.Bounced })
            return false;
        if ((last.Letter ?? last.Evidence) != notice.MessageId)
            return notice.Kind != LetterKinds.Reminder && notice.SettledAt > last.At;
        // What was refused or unknown was not taken then; what came back had been, and is again only where a person sent it once
        // more: that the server had taken it may be written down after the report that it came back.
        return last.Kind != PartyEventKind.Bounced
            || (last.Attempt is { } attempt ? notice.Attempts > attempt : notice.SettledAt > last.At);
    }

    private static Task AskAsync(
        ForumSession session, ForumRules rules, Consultation consultation, ConsultationParty party,
        CancellationToken cancellationToken) =>
        party.State switch
        {
            PartyState.Bounced => ConsultationAnswers.AskAsync(
                session, rules, consultation, BouncedTask, party.Id,
                () => ConsultationTexts.BouncedTask(consultation, party), cancellationToken),
            PartyState.Uncertain => ConsultationAnswers.AskAsync(
                session, rules, consultation, UncertainTask, party.Id,
                () => ConsultationTexts.UncertainTask(consultation, party), cancellationToken),
            _ => Task.CompletedTask,
        };

    private static Dictionary<string, string> Facts(Consultation consultation, ConsultationParty party, PartyEvent happened)
    {
        var facts = new Dictionary<string, string> { ["about"] = consultation.AboutId, ["party"] = party.Name };
        if (happened.Evidence is { } evidence)
            facts["evidence"] = evidence;
        return facts;
    }
}
