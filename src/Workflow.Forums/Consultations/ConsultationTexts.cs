using System.Globalization;

namespace Workflow.Forums.Consultations;

internal sealed class ConsultationTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ConsultationTexts));

    private ConsultationTexts()
    {
    }

    public static Refusal Withdrawn(Consultation consultation) =>
        new("consultation-withdrawn", Texts.Format("Withdrawn", consultation.Title));

    public static Refusal NotOpen(Consultation consultation) =>
        new("consultation-not-open", Texts.Format("NotOpen", consultation.Title, Deadline(consultation)));

    public static Refusal NotAParty(Consultation consultation, string partyId) =>
        new("not-a-party", Texts.Format("NotAParty", partyId, consultation.Title));

    public static Refusal NothingLate(Consultation consultation, ConsultationParty party) =>
        new("nothing-late", Texts.Format("NothingLate", party.Name, consultation.Title));

    public static Refusal ReasonMissing(Consultation consultation) =>
        new("reason-missing", Texts.Format("ReasonMissing", consultation.Title));

    public static Refusal NotLater(Consultation consultation) =>
        new("deadline-not-later", Texts.Format("NotLater", consultation.Title, Deadline(consultation)));

    public static Refusal PartyWithoutId(string name) => new("party-without-id", Texts.Format("PartyWithoutId", name));

    public static Refusal PartyTwice(string id, string first, string second) =>
        new("party-twice", Texts.Format("PartyTwice", id, first, second));

    public static Refusal NoAddress(ConsultationParty party) => new("address-missing", Texts.Format("NoAddress", party.Name));

    public static Refusal ReplyEmpty(ConsultationParty party) => new("reply-empty", Texts.Format("ReplyEmpty", party.Name));

    public static Refusal ReleaseReasonMissing(ConsultationParty party) =>
        new("reason-missing", Texts.Format("ReleaseReasonMissing", party.Name));

    public static Refusal PersonalNumber(Consultation consultation) =>
        new("personal-number", Texts.Format("PersonalNumber", consultation.Title));

    public static Refusal NothingWithheld(ConsultationParty party) =>
        new("nothing-withheld", Texts.Format("NothingWithheld", party.Name));

    public static Refusal NoAnswer(Consultation consultation, ConsultationParty party) =>
        new("no-answer", Texts.Format("NoAnswer", party.Name, consultation.Title));

    private static string Deadline(Consultation consultation) =>
        consultation.Deadline.ToString("yyyy-MM-dd HH':'mm 'UTC'", CultureInfo.InvariantCulture);
}
