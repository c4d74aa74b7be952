using System.Globalization;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;

namespace Workflow.Activities.Consultations;

internal sealed class ConsultationTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ConsultationTexts));

    private ConsultationTexts()
    {
    }

    public static string DefaultSilenceRule => Texts["DefaultSilenceRule"];

    public static string Opened(Consultation consultation, Body body) =>
        Texts.Format("Opened", consultation.Title, consultation.Parties.Count, Deadline(consultation, body));

    public static string Extended(Consultation consultation, Body body) =>
        Texts.Format("Extended", consultation.Title, Deadline(consultation, body), consultation.ExtendedReason);

    public static string ExtendedBecause(Consultation consultation) =>
        Texts.Format("ExtendedBecause", consultation.Title, consultation.ExtendedReason);

    public static string Unreachable(Consultation consultation, ConsultationParty party) =>
        Texts.Format("Unreachable", party.Name, consultation.Title);

    public static string WhyParty(Consultation consultation) => Texts.Format("WhyParty", consultation.Title);

    /// <param name="reason">What the transport said; null where it said nothing.</param>
    public static string NotSentInTime(string? reason) =>
        reason is null ? Texts["NotSentInTime"] : Texts.Format("NotSentInTimeBecause", reason);

    public static string AllAnswered(Consultation consultation) => Texts.Format("AllAnswered", consultation.Title);

    public static string ReminderDue(Consultation consultation) => Texts.Format("ReminderDue", consultation.Title);

    public static string DeadlineReached(Consultation consultation) => Texts.Format("DeadlineReached", consultation.Title);

    public static string Reminded(Consultation consultation, IReadOnlyList<ConsultationParty> parties) =>
        Texts.Format("Reminded", consultation.Title, string.Join(", ", parties.Select(party => party.Name)));

    public static string Withdrawn(Consultation consultation, string? reason) =>
        Texts.Format("Withdrawn", consultation.Title, reason);

    public static string Closed(Consultation consultation) => Texts.Format("Closed", consultation.Title);

    /// <param name="said">Answered, NoComments or Late.</param>
    public static string Answered(Consultation consultation, ConsultationParty party, PartyState said) =>
        Texts.Format("Answered" + said, party.Name, consultation.Title);

    public static string LateTask(Consultation consultation, ConsultationParty party) =>
        Texts.Format("LateTask", party.Name, consultation.Title);

    public static string UntoldTask(Consultation consultation, ConsultationParty party, bool isAdmitted) =>
        Texts.Format(isAdmitted ? "UntoldAdmitted" : "UntoldFiled", party.Name, consultation.Title);

    public static string PersonalNumberTask(Consultation consultation, ConsultationParty party) =>
        Texts.Format("PersonalNumberTask", party.Name, consultation.Title);

    public static string BouncedTask(Consultation consultation, ConsultationParty party) =>
        Texts.Format("BouncedTask", party.Name, consultation.Title);

    public static string UncertainTask(Consultation consultation, ConsultationParty party) =>
        Texts.Format("UncertainTask", party.Name, consultation.Title);

    public static string Dissolved(Consultation consultation, ConsultationParty party, DateOnly day) =>
        Texts.Format("Dissolved", party.Name, consultation.Title, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static string Filed(Consultation consultation, ConsultationParty party) =>
        Texts.Format("Filed", party.Name, consultation.Title);

    public static string NewContact(Consultation consultation, ConsultationParty party) =>
        Texts.Format("NewContact", party.Name, consultation.Title);

    public static string Replied(Consultation consultation, ConsultationParty party) =>
        Texts.Format("Replied", party.Name, consultation.Title);

    public static string Released(Consultation consultation, ConsultationParty party, string reason) =>
        Texts.Format("Released", party.Name, consultation.Title, reason);

    public static string Noted(Consultation consultation, ConsultationParty party, PartyEventKind kind) =>
        Texts.Format("Noted" + kind, party.Name, consultation.Title);

    public static string Admitted(Consultation consultation, ConsultationParty party) =>
        Texts.Format("Admitted", party.Name, consultation.Title);

    /// <summary>One sentence on what came in; it says so plainly when nothing did.</summary>
    public static string Note(Consultation consultation)
    {
        var answered = consultation.Parties.Where(party => party.State == PartyState.Answered)
            .Select(party => party.Name).ToList();
        return answered.Count == 0
            ? Texts.Format("NoteNone", consultation.Title)
            : Texts.Format("NoteSome", consultation.Title, string.Join(", ", answered));
    }

    private static string Deadline(Consultation consultation, Body body) =>
        new BodyClock(body.TimeZone).Local(consultation.Deadline).ToString("yyyy-MM-dd HH':'mm", CultureInfo.InvariantCulture);
}
