namespace Workflow.Forums.Consultations;

/// <summary>What parties and the secretariat may do with a consultation, and what becomes of it.</summary>
public static class ConsultationRules
{
    /// <summary>An answer this soon after the deadline is not late: clocks differ.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>An answer counts from the party's latest; all are kept. After the deadline it is kept as late.</summary>
    public static Ruling<Consultation> Answer(Consultation consultation, string partyId, ConsultationResponse response)
    {
        if (consultation.State == ConsultationState.Withdrawn)
            return ConsultationTexts.Withdrawn(consultation);
        var party = consultation.Parties.FirstOrDefault(other => Same(other.Id, partyId));
        if (party is null)
            return ConsultationTexts.NotAParty(consultation, partyId);
        var late = consultation.State == ConsultationState.Closed || response.At > consultation.Deadline + Grace;
        return Replace(consultation, party with
        {
            State = late ? PartyState.Late : Answered(response),
            Responses = [.. party.Responses, response with { Late = late, Admitted = false }],
        });
    }

    /// <summary>The secretariat lets the party's last late answer count.</summary>
    public static Ruling<Consultation> Admit(Consultation consultation, string partyId)
    {
        var party = consultation.Parties.FirstOrDefault(other => Same(other.Id, partyId));
        if (party is null)
            return ConsultationTexts.NotAParty(consultation, partyId);
        if (party.State != PartyState.Late)
            return ConsultationTexts.NothingLate(consultation, party);
        var last = party.Responses[^1] with { Admitted = true };
        return Replace(consultation, party with { State = Answered(last), Responses = [.. party.Responses.SkipLast(1), last] });
    }

    /// <summary>A later deadline, with its reason; everything that hangs on the deadline follows.</summary>
    public static Ruling<Consultation> Extend(Consultation consultation, DateTimeOffset deadline, string reason, DateTimeOffset now)
    {
        if (!IsOpen(consultation))
            return ConsultationTexts.NotOpen(consultation);
        if (string.IsNullOrWhiteSpace(reason))
            return ConsultationTexts.ReasonMissing(consultation);
        if (deadline <= consultation.Deadline || deadline <= now)
            return ConsultationTexts.NotLater(consultation);
        return consultation with { Deadline = deadline, Version = consultation.Version + 1, ExtendedReason = reason };
    }

    public static Ruling<Consultation> Withdraw(Consultation consultation) => IsOpen(consultation)
        ? consultation with { State = ConsultationState.Withdrawn }
        : ConsultationTexts.NotOpen(consultation);

    /// <summary>Whoever said nothing is silent; a bounce never becomes silence.</summary>
    public static Consultation Close(Consultation consultation) => consultation with
    {
        State = ConsultationState.Closed,
        Parties = [.. consultation.Parties.Select(party => party.State is PartyState.Sent or PartyState.OutOfOffice
            ? party with { State = PartyState.Silent }
            : party)],
    };

    public static bool AllAnswered(Consultation consultation) => consultation.Parties.Count > 0
        && consultation.Parties.All(party => party.State is PartyState.Answered or PartyState.NoComments);

    /// <summary>When all have answered it is over, though its lifecycle has yet to write so.</summary>
    private static bool IsOpen(Consultation consultation) => consultation.State == ConsultationState.Open && !AllAnswered(consultation);

    /// <summary>Those a reminder goes to.</summary>
    public static IReadOnlyList<ConsultationParty> Unanswered(Consultation consultation) =>
        [.. consultation.Parties.Where(party => party.State is PartyState.Sent or PartyState.OutOfOffice)];

    private static PartyState Answered(ConsultationResponse response) =>
        string.IsNullOrWhiteSpace(response.Text) ? PartyState.NoComments : PartyState.Answered;

    private static Consultation Replace(Consultation consultation, ConsultationParty party) => consultation with
    {
        Parties = [.. consultation.Parties.Select(other => Same(other.Id, party.Id) ? party : other)],
    };

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
