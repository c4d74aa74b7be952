using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Consultations;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <param name="Text">Null or empty for "no comments".</param>
public sealed record AnswerConsultation(string ConsultationId, string PartyId, string? Text, bool SubjectToPoliticalApproval = false);

/// <param name="Deadline">With its offset; kept in UTC.</param>
public sealed record ExtendConsultation(string ConsultationId, DateTimeOffset Deadline, string Reason);

public sealed record WithdrawConsultation(string ConsultationId, string Reason);

public sealed record AdmitResponse(string ConsultationId, string PartyId);

/// <summary>Where parties answer, and where the secretariat extends, withdraws, and admits what came late.</summary>
public sealed class ConsultationDesk(ForumRuntime runtime)
{
    /// <summary>After the deadline the answer is kept as late and resumes nothing.</summary>
    public Task<Ruling<Consultation>> AnswerAsync(
        AnswerConsultation command, Actor actor, string commandId, CancellationToken cancellationToken) => ChangeAsync(
            command.ConsultationId,
            new CommandEnvelope(commandId, "answerConsultation", actor),
            (consultation, session) => ConsultationRules.Answer(
                consultation,
                command.PartyId,
                new ConsultationResponse(session.Now, command.Text) { SubjectToPoliticalApproval = command.SubjectToPoliticalApproval }),
            (before, consultation, session) =>
            {
                var party = consultation.Parties.First(party => party.Id == command.PartyId);
                session.Audit(consultation.Id, "answered", ConsultationTexts.Answered(consultation, party), new Dictionary<string, string>
                {
                    ["about"] = consultation.AboutId,
                    ["party"] = party.Name,
                    ["state"] = char.ToLowerInvariant(party.State.ToString()[0]) + party.State.ToString()[1..],
                });
                TellIfAllAnswered(session, before, consultation);
                return Task.CompletedTask;
            },
            cancellationToken);

    public Task<Ruling<Consultation>> ExtendAsync(
        ExtendConsultation command, Actor actor, string commandId, CancellationToken cancellationToken) => ChangeAsync(
            command.ConsultationId,
            new CommandEnvelope(commandId, "extendConsultation", actor),
            (consultation, session) => ConsultationRules.Extend(consultation, command.Deadline.ToUniversalTime(), command.Reason, session.Now),
            async (_, consultation, session) =>
            {
                // Everything that hangs on the old deadline goes with it; the notices set the new ones.
                await session.CancelDeadlinesAsync(
                    consultation.Id, ConsultationTexts.ExtendedBecause(consultation), cancellationToken).ConfigureAwait(false);
                session.Raise(consultation.Id, new Signal(Signals.Extended));
            },
            cancellationToken);

    public Task<Ruling<Consultation>> WithdrawAsync(
        WithdrawConsultation command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Consultation>(
            new CommandEnvelope(commandId, "withdrawConsultation", actor),
            async (session, token) =>
            {
                if (await session.Consultations.FindAsync(command.ConsultationId, token).ConfigureAwait(false) is not { } consultation)
                    return Unknown.Subject(command.ConsultationId);
                if (ConsultationRules.Withdraw(consultation).Refusal is { } refusal)
                    return refusal;
                await ConsultationRequests.WithdrawAsync(session, consultation, command.Reason, token).ConfigureAwait(false);
                return await session.Consultations.GetAsync(consultation.Id, token).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<Ruling<Consultation>> AdmitAsync(
        AdmitResponse command, Actor actor, string commandId, CancellationToken cancellationToken) => ChangeAsync(
            command.ConsultationId,
            new CommandEnvelope(commandId, "admitResponse", actor),
            (consultation, _) => ConsultationRules.Admit(consultation, command.PartyId),
            (before, consultation, session) =>
            {
                var party = consultation.Parties.First(party => party.Id == command.PartyId);
                session.Audit(consultation.Id, "lateAnswerAdmitted", ConsultationTexts.Admitted(consultation, party));
                TellIfAllAnswered(session, before, consultation);
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>Only the last answer moves anything, and only once: a signal that comes when all is over would be a fault.</summary>
    private static void TellIfAllAnswered(ForumSession session, Consultation before, Consultation after)
    {
        if (after.State == ConsultationState.Open && ConsultationRules.AllAnswered(after) && !ConsultationRules.AllAnswered(before))
            session.Raise(after.Id, new Signal(Signals.Answered));
    }

    private Task<Ruling<Consultation>> ChangeAsync(
        string consultationId,
        CommandEnvelope envelope,
        Func<Consultation, ForumSession, Ruling<Consultation>> decide,
        Func<Consultation, Consultation, ForumSession, Task> write,
        CancellationToken cancellationToken) => runtime.ExecuteAsync<Consultation>(
            envelope,
            async (session, token) =>
            {
                if (await session.Consultations.FindAsync(consultationId, token).ConfigureAwait(false) is not { } consultation)
                    return Unknown.Subject(consultationId);
                var ruling = decide(consultation, session);
                if (!ruling.IsAccepted)
                    return ruling;
                session.Consultations.Update(ruling.Value);
                await write(consultation, ruling.Value, session).ConfigureAwait(false);
                return ruling;
            },
            cancellationToken);
}
