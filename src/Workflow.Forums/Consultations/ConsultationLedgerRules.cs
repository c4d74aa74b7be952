using Workflow.Forums.Checks;

namespace Workflow.Forums.Consultations;

/// <summary>What becomes known of a party beside its answers, and what the secretariat does about it.</summary>
public static class ConsultationLedgerRules
{
    /// <summary>Writes down what happened. The same evidence of the same thing is written once.</summary>
    /// <returns>The consultation as it was where nothing is new.</returns>
    public static Ruling<Consultation> Note(Consultation consultation, string partyId, PartyEvent happened)
    {
        if (ConsultationRules.Find(consultation, partyId) is not { } party)
            return ConsultationTexts.NotAParty(consultation, partyId);
        // A letter may be sent again more than once.
        var isKnown = happened is { Evidence: not null, Kind: not PartyEventKind.SentAgain }
            && party.Events.Any(known => known.Kind == happened.Kind && known.Evidence == happened.Evidence);
        return isKnown ? consultation : ConsultationRules.Replace(consultation, ConsultationRules.Told(party, happened));
    }

    /// <summary>Somebody else answers for the party, or at another address.</summary>
    /// <param name="deadline">UTC; a later deadline for this party alone, or null for the consultation's.</param>
    /// <param name="now">UTC.</param>
    public static Ruling<Consultation> NewContact(
        Consultation consultation, string partyId, string address, DateTimeOffset? deadline, DateTimeOffset now)
    {
        if (!ConsultationRules.IsOpen(consultation))
            return ConsultationTexts.NotOpen(consultation);
        if (ConsultationRules.Find(consultation, partyId) is not { } party)
            return ConsultationTexts.NotAParty(consultation, partyId);
        if (string.IsNullOrWhiteSpace(address) || !address.Contains('@', StringComparison.Ordinal))
            return ConsultationTexts.NoAddress(party);
        if (deadline is { } own && (own < consultation.Deadline || own <= now))
            return ConsultationTexts.NotLater(consultation);
        var moved =
            party with { Address = address.Trim(), Contact = party.Contact + 1, OwnDeadline = deadline ?? party.OwnDeadline };
        return ConsultationRules.Replace(
            consultation, ConsultationRules.Told(
                moved, new PartyEvent(PartyEventKind.NewContact, now, Detail: $"{party.Address} → {moved.Address}")));
    }

    /// <summary>The body replies to the answer that counts.</summary>
    public static Ruling<Consultation> Reply(Consultation consultation, string partyId, BodyReply reply)
    {
        if (ConsultationRules.Find(consultation, partyId) is not { } party)
            return ConsultationTexts.NotAParty(consultation, partyId);
        if (string.IsNullOrWhiteSpace(reply.Text))
            return ConsultationTexts.ReplyEmpty(party);
        if (HasPersonalNumber(reply.Text))
            return ConsultationTexts.PersonalNumber(consultation);
        return Change(consultation, party, counted => counted with { Reply = reply });
    }

    /// <summary>A named person lets an answer be published though a personal number was found in it.</summary>
    public static Ruling<Consultation> Release(Consultation consultation, string partyId, string reason)
    {
        if (ConsultationRules.Find(consultation, partyId) is not { } party)
            return ConsultationTexts.NotAParty(consultation, partyId);
        if (string.IsNullOrWhiteSpace(reason))
            return ConsultationTexts.ReleaseReasonMissing(party);
        if (HasPersonalNumber(reason))
            return ConsultationTexts.PersonalNumber(consultation);
        return party.Counted is { IsWithheld: true }
            ? Change(consultation, party, counted => counted with { ReleasedBecause = reason.Trim() })
            : ConsultationTexts.NothingWithheld(party);
    }

    /// <summary>Whether a personal number stands in what was written, or in the name of a file that came with it.</summary>
    public static bool HasPersonalNumber(ConsultationResponse response) =>
        new[] { response.Text, response.Correction, response.Statement, response.By }.Concat(
            response.Files.Select(file => file.Name))
            .Any(HasPersonalNumber);

    /// <summary>What the secretariat writes is published, too.</summary>
    internal static bool HasPersonalNumber(string? text) => text is not null && CprNumber.Count(text) > 0;

    private static Ruling<Consultation> Change(
        Consultation consultation, ConsultationParty party, Func<ConsultationResponse, ConsultationResponse> change) =>
        party.Counted is not { } counted
            ? ConsultationTexts.NoAnswer(consultation, party)
            : ConsultationRules.Replace(consultation, party with
            {
                Responses = [
                    .. party.Responses.Select(response => ReferenceEquals(response, counted) ? change(counted) : response)],
            });
}
