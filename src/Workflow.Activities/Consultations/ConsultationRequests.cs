using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <summary>Begins and takes back consultations on behalf of the lifecycle that needs them.</summary>
internal static class ConsultationRequests
{
    /// <param name="deadline">UTC.</param>
    public static async Task<Consultation> OpenAsync(
        ForumSession session,
        ConsultationKind kind,
        string aboutId,
        Body body,
        string title,
        string question,
        string documentHash,
        IReadOnlyList<ConsultedParty> parties,
        DateTimeOffset deadline,
        string parentSubjectId,
        CancellationToken cancellationToken)
    {
        var earlier = await session.ConsultationsAboutAsync(aboutId, cancellationToken).ConfigureAwait(false);
        var consultation = new Consultation
        {
            Id = Ids.Consultation(aboutId, earlier.Count + 1),
            Kind = kind,
            BodyId = body.Id,
            RulesFrom = body.RulesFrom(),
            AboutId = aboutId,
            Title = title,
            Question = question,
            DocumentHash = documentHash,
            OpensAt = session.Now,
            Deadline = deadline,
            SilenceRule = body.SilenceRule ?? ConsultationTexts.DefaultSilenceRule,
            Parties = [.. parties.Select(party => new ConsultationParty(party.Id, party.Name, party.Address))],
        };
        session.Consultations.Add(consultation);
        session.Start("consultation", consultation.Id, parentSubjectId);
        return consultation;
    }

    public static async Task WithdrawAsync(
        ForumSession session, Consultation consultation, string reason, CancellationToken cancellationToken)
    {
        var withdrawn = ConsultationRules.Withdraw(consultation);
        if (!withdrawn.IsAccepted)
            return;
        session.Consultations.Update(withdrawn.Value);
        await session.CancelDeadlinesAsync(consultation.Id, reason, cancellationToken).ConfigureAwait(false);
        await session.CancelLettersAsync(consultation.Id, reason, cancellationToken).ConfigureAwait(false);
        session.Raise(
            consultation.Id, new Signal(Signals.Withdrawn) { Data = new Dictionary<string, string> { ["reason"] = reason } });
    }
}
