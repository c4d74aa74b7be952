using Workflow.Forums.Deadlines;

namespace Workflow.Forums.Consultations;

/// <summary>What parties and the secretariat may do with a consultation, and what becomes of it.</summary>
public static class ConsultationRules
{
    /// <summary>Everybody who is asked has an id of their own: an answer must not count for another.</summary>
    /// <returns>Null where nothing speaks against asking them.</returns>
    public static Refusal? WhyNotAsk(IEnumerable<(string Id, string Name)> parties)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, name) in parties)
        {
            if (string.IsNullOrWhiteSpace(id))
                return ConsultationTexts.PartyWithoutId(name);
            if (!seen.TryAdd(id, name))
                return ConsultationTexts.PartyTwice(id, seen[id], name);
        }

        return null;
    }

    /// <summary>
    /// An answer counts from the party's latest; all are kept. What came after the deadline is kept as late; what came before it
    /// and is read when all is closed (a mailbox that was away, a mail that was held, an early close) is not.
    /// </summary>
    public static Ruling<Consultation> Answer(Consultation consultation, string partyId, ConsultationResponse response)
    {
        if (consultation.State == ConsultationState.Withdrawn)
            return ConsultationTexts.Withdrawn(consultation);
        if (Find(consultation, partyId) is not { } party)
            return ConsultationTexts.NotAParty(consultation, partyId);
        var late = response.At > DeadlineOf(consultation, party) + LastMinute.Grace;
        var kind = late ? PartyEventKind.Late : response.SaysNothing ? PartyEventKind.NoComments : PartyEventKind.Answered;
        return Replace(consultation, Told(
            party with { Responses = [.. party.Responses, response with { Late = late, Admitted = false, Filed = false }] },
            new PartyEvent(kind, response.At, response.Evidence)));
    }

    /// <summary>The secretariat lets a late answer count.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="at">UTC; when the answer came. Null: the newest that nobody has decided on.</param>
    public static Ruling<Consultation> Admit(
        Consultation consultation, string partyId, DateTimeOffset now, DateTimeOffset? at = null) =>
        Settle(consultation, partyId, at, late => late with { Admitted = true }, new PartyEvent(PartyEventKind.Admitted, now));

    /// <summary>The secretariat keeps a late answer on file: it does not count.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="at">UTC; when the answer came. Null: the newest that nobody has decided on.</param>
    public static Ruling<Consultation> File(
        Consultation consultation, string partyId, DateTimeOffset now, DateTimeOffset? at = null) =>
        Settle(consultation, partyId, at, late => late with { Filed = true }, new PartyEvent(PartyEventKind.Filed, now));

    /// <summary>A later deadline, with its reason; everything that hangs on the deadline follows.</summary>
    public static Ruling<Consultation> Extend(
        Consultation consultation, DateTimeOffset deadline, string reason, DateTimeOffset now)
    {
        if (!IsOpen(consultation))
            return ConsultationTexts.NotOpen(consultation);
        if (string.IsNullOrWhiteSpace(reason))
            return ConsultationTexts.ReasonMissing(consultation);
        if (ConsultationLedgerRules.HasPersonalNumber(reason))
            return ConsultationTexts.PersonalNumber(consultation);
        if (deadline <= consultation.Deadline || deadline <= now)
            return ConsultationTexts.NotLater(consultation);
        var extended = consultation with { Deadline = deadline, Version = consultation.Version + 1, ExtendedReason = reason };
        return extended with { Parties = [.. extended.Parties.Select(party => JudgedAnew(extended, party, now))] };
    }

    /// <summary>
    /// What came after the old deadline and before the new one is late no more; what was decided on stays decided.
    /// </summary>
    private static ConsultationParty JudgedAnew(Consultation extended, ConsultationParty party, DateTimeOffset now)
    {
        var until = DeadlineOf(extended, party) + LastMinute.Grace;
        bool InTime(ConsultationResponse response) =>
            response is { Late: true, Admitted: false, Filed: false } && response.At <= until;
        if (party.Responses.LastOrDefault(InTime) is not { } last)
            return party;
        var judged = party with
        {
            Responses = [
            .. party.Responses.Select(response => InTime(response) ? response with { Late = false } : response)]
        };
        return Told(
            judged, new PartyEvent(last.SaysNothing ? PartyEventKind.NoComments : PartyEventKind.Answered, now, last.Evidence));
    }

    public static Ruling<Consultation> Withdraw(Consultation consultation) => IsOpen(consultation)
        ? consultation with { State = ConsultationState.Withdrawn }
        : ConsultationTexts.NotOpen(consultation);

    /// <summary>Whoever said nothing is silent; who was not reached, or may not have been, never becomes silent.</summary>
    public static Consultation Close(Consultation consultation) => consultation with
    {
        State = ConsultationState.Closed,
        Parties = [.. consultation.Parties.Select(party => party.State is PartyState.Sent or PartyState.OutOfOffice
            ? party with { State = PartyState.Silent }
            : party)],
    };

    public static bool AllAnswered(Consultation consultation) => consultation.Parties.Count > 0
        && consultation.Parties.All(party => party.State is PartyState.Answered or PartyState.NoComments);

    /// <summary>Those a reminder goes to.</summary>
    public static IReadOnlyList<ConsultationParty> Unanswered(Consultation consultation) =>
        [.. consultation.Parties.Where(
            party => party.State is PartyState.Sent or PartyState.OutOfOffice or PartyState.Uncertain)];

    /// <summary>UTC; the party's own, where it has a later one.</summary>
    public static DateTimeOffset DeadlineOf(Consultation consultation, ConsultationParty party) =>
        HasOwnDeadline(consultation, party) ? party.OwnDeadline!.Value : consultation.Deadline;

    /// <summary>An extension of the consultation beyond it makes it one of all again.</summary>
    public static bool HasOwnDeadline(Consultation consultation, ConsultationParty party) =>
        party.OwnDeadline > consultation.Deadline;

    /// <summary>UTC; when the last of those who were asked has had their time.</summary>
    public static DateTimeOffset ClosesAt(Consultation consultation) =>
        consultation.Parties.Select(party => DeadlineOf(consultation, party)).Append(consultation.Deadline).Max();

    public static ConsultationParty? Find(Consultation consultation, string partyId) =>
        consultation.Parties.FirstOrDefault(party => Same(party.Id, partyId));

    /// <summary>When all have answered it is over, though its lifecycle has yet to write so.</summary>
    internal static bool IsOpen(Consultation consultation) =>
        consultation.State == ConsultationState.Open && !AllAnswered(consultation);

    internal static Consultation Replace(Consultation consultation, ConsultationParty party) => consultation with
    {
        Parties = [.. consultation.Parties.Select(other => Same(other.Id, party.Id) ? party : other)],
    };

    /// <summary>The party with one more event, and what that makes of it.</summary>
    internal static ConsultationParty Told(ConsultationParty party, PartyEvent happened) => party with
    {
        Events = [.. party.Events, happened],
        State = After(party, happened.Kind),
    };

    /// <summary>What was said goes before what became of letters; of letters the last word counts.</summary>
    private static PartyState After(ConsultationParty party, PartyEventKind happened)
    {
        if (party.Counted is { } counted)
            return counted.SaysNothing ? PartyState.NoComments : PartyState.Answered;
        if (party.Responses.Count > 0)
            return PartyState.Late;
        return happened switch
        {
            PartyEventKind.Unreachable => PartyState.Unreachable,
            PartyEventKind.Refused or PartyEventKind.Bounced => PartyState.Bounced,
            // That a letter came back is proof; a doubt about the same or another one does not outvote it.
            PartyEventKind.SendingUnknown => party.State == PartyState.Bounced ? PartyState.Bounced : PartyState.Uncertain,
            // A machine that says that the person is away has got the letter.
            PartyEventKind.OutOfOffice => PartyState.OutOfOffice,
            PartyEventKind.NewContact or PartyEventKind.SentAgain => PartyState.Sent,
            // A machine on their side has answered it. That the page was opened proves less: a scanner opens links of letters
            // that it then keeps back, and no GET may decide what is published.
            PartyEventKind.AutomaticReply when party.State == PartyState.Uncertain => PartyState.Sent,
            _ => party.State,
        };
    }

    private static Ruling<Consultation> Settle(
        Consultation consultation, string partyId, DateTimeOffset? at,
        Func<ConsultationResponse, ConsultationResponse> settle, PartyEvent settled)
    {
        if (consultation.State == ConsultationState.Withdrawn)
            return ConsultationTexts.Withdrawn(consultation);
        if (Find(consultation, partyId) is not { } party)
            return ConsultationTexts.NotAParty(consultation, partyId);
        if (party.Undecided(at) is not { } late)
            return ConsultationTexts.NothingLate(consultation, party);
        var answers = party.Responses.Select(response => ReferenceEquals(response, late) ? settle(late) : response);
        return Replace(consultation, Told(party with { Responses = [.. answers] }, settled));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
