using System.Globalization;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <summary>
/// Takes a party's answer, by whatever way it came: entered, by a link, by mail. Nothing of it is lost; what needs a person
/// becomes a task.
/// </summary>
internal static class ConsultationAnswers
{
    public const string LateTask = "lateAnswer";
    public const string PersonalNumberTask = "personalNumber";

    /// <summary>Writes the answer down within the session; the caller's actor stands in the trail.</summary>
    public static async Task<Ruling<Consultation>> TakeAsync(
        ForumSession session,
        ForumRules rules,
        Consultation consultation,
        string partyId,
        ConsultationResponse response,
        CancellationToken cancellationToken)
    {
        // A quoted letter carries the party's own link; in a published answer everybody could act by it.
        var shown = response with
        {
            Text = LinkTokens.Hide(response.Text),
            Correction = LinkTokens.Hide(response.Correction),
            Statement = LinkTokens.Hide(response.Statement),
        };
        var checkedResponse =
            shown with { HasPersonalNumber = ConsultationLedgerRules.HasPersonalNumber(shown) || shown.HasPersonalNumber };
        var ruling = ConsultationRules.Answer(consultation, partyId, checkedResponse);
        if (!ruling.IsAccepted)
            return ruling;
        session.Consultations.Update(ruling.Value);
        var party = ConsultationRules.Find(ruling.Value, partyId)!;
        Audit(session, ruling.Value, party);
        var answer = party.Responses[^1];
        if (answer.Late)
            await AskAsync(
                session, rules, ruling.Value, LateTask, IdOf(party, answer),
                () => ConsultationTexts.LateTask(ruling.Value, party), cancellationToken)
                .ConfigureAwait(false);
        if (answer.HasPersonalNumber)
            await AskAsync(
                session, rules, ruling.Value, PersonalNumberTask, party.Id,
                () => ConsultationTexts.PersonalNumberTask(ruling.Value, party), cancellationToken)
                .ConfigureAwait(false);
        TellIfAllAnswered(session, consultation, ruling.Value);
        // It came in time, so it counts; what is written already is written anew.
        if (!answer.Late && ruling.Value is { State: ConsultationState.Closed, Note: not null })
            await HearingNotes.WriteAsync(
                session, rules, ruling.Value, () => ConsultationTexts.Answered(ruling.Value, party, party.State),
                cancellationToken).ConfigureAwait(false);
        return ruling;
    }

    /// <summary>
    /// Only the last answer moves anything, and only once: a signal that comes when all is over would be a fault.
    /// </summary>
    public static void TellIfAllAnswered(ForumSession session, Consultation before, Consultation after)
    {
        if (after.State == ConsultationState.Open && ConsultationRules.AllAnswered(after)
            && !ConsultationRules.AllAnswered(before))
            session.Raise(after.Id, new Signal(Signals.Answered));
    }

    /// <summary>Names one of a party's answers among all.</summary>
    public static string IdOf(ConsultationParty party, ConsultationResponse answer) =>
        string.Create(CultureInfo.InvariantCulture, $"{party.Id}/{answer.At:O}");

    /// <param name="concerns">The party's id, or that of one of its answers.</param>
    public static Task AskAsync(
        ForumSession session, ForumRules rules, Consultation consultation, string kind, string concerns, Func<string> text,
        CancellationToken cancellationToken) => SecretariatTasks.MakeAsync(
            session, rules, kind, consultation.Id, consultation.BodyId, null, text, due: null, cancellationToken,
            concerns: concerns);

    /// <summary>The task of that kind about the party has been done by the act itself; others of the kind stay.</summary>
    public static async Task DoneAsync(
        ForumSession session, Consultation consultation, string kind, string concerns, CancellationToken cancellationToken)
    {
        foreach (var task in await session.OpenTasksAsync(consultation.Id, cancellationToken).ConfigureAwait(false))
        {
            if (task.Kind == kind && task.Concerns == concerns)
                await TaskDesk.CompleteAsync(session, task, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Audit(ForumSession session, Consultation consultation, ConsultationParty party)
    {
        var facts = new Dictionary<string, string>
        {
            ["about"] = consultation.AboutId,
            ["party"] = party.Name,
            ["state"] = char.ToLowerInvariant(party.State.ToString()[0]) + party.State.ToString()[1..],
        };
        var answer = party.Responses[^1];
        if (answer.Source != AnswerSource.Entered)
            facts["source"] = answer.Source == AnswerSource.Mail ? "mail" : "link";
        if (answer.Evidence is { } evidence)
            facts["evidence"] = evidence;
        var said = answer.Late ? PartyState.Late : party.State;
        session.Audit(consultation.Id, "answered", ConsultationTexts.Answered(consultation, party, said), facts);
    }
}
