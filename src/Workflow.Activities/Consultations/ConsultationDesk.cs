using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Consultations;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <param name="Text">The comment; null or empty for "no comments".</param>
/// <param name="Correction">Another wording proposed for the document.</param>
/// <param name="Statement">What the party asks to have entered in the minutes.</param>
/// <param name="By">Name of the person who answers for the party.</param>
public sealed record AnswerConsultation(
    string ConsultationId,
    string PartyId,
    string? Text,
    bool SubjectToPoliticalApproval = false,
    string? Correction = null,
    string? Statement = null,
    string? By = null);

/// <param name="Deadline">With its offset; kept in UTC.</param>
public sealed record ExtendConsultation(string ConsultationId, DateTimeOffset Deadline, string Reason);

public sealed record WithdrawConsultation(string ConsultationId, string Reason);

/// <summary>Where answers are entered, and where the secretariat extends and withdraws.</summary>
public sealed partial class ConsultationDesk(ForumRuntime runtime, ForumRules rules)
{
    /// <summary>After the deadline the answer is kept as late and resumes nothing.</summary>
    public Task<Ruling<Consultation>> AnswerAsync(
        AnswerConsultation command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Consultation>(
            new CommandEnvelope(commandId, "answerConsultation", actor),
            async (session, token) =>
            {
                if (await session.Consultations.FindAsync(
                    command.ConsultationId, token).ConfigureAwait(false) is not { } consultation)
                    return Unknown.Subject(command.ConsultationId);
                var response = new ConsultationResponse(session.Now, command.Text)
                {
                    Correction = command.Correction,
                    Statement = command.Statement,
                    By = command.By,
                    SubjectToPoliticalApproval = command.SubjectToPoliticalApproval,
                };
                return await ConsultationAnswers.TakeAsync(
                    session, rules, consultation, command.PartyId, response, token).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<Ruling<Consultation>> ExtendAsync(
        ExtendConsultation command, Actor actor, string commandId, CancellationToken cancellationToken) => ChangeAsync(
            command.ConsultationId,
            new CommandEnvelope(commandId, "extendConsultation", actor),
            (consultation, session) => ConsultationRules.Extend(
                consultation, command.Deadline.ToUniversalTime(), command.Reason, session.Now),
            async (before, consultation, session) =>
            {
                // What was late before is late no more where the new deadline takes it in.
                foreach (var party in consultation.Parties)
                {
                    foreach (var answer in party.Responses.Where(answer => !answer.Late))
                        await ConsultationAnswers.DoneAsync(
                            session, consultation, ConsultationAnswers.LateTask,
                            ConsultationAnswers.IdOf(party, answer), cancellationToken)
                            .ConfigureAwait(false);
                }

                // Everything that hangs on the old deadline goes with it; the notices set the new ones.
                await session.CancelDeadlinesAsync(
                    consultation.Id, ConsultationTexts.ExtendedBecause(consultation), cancellationToken).ConfigureAwait(false);
                session.Raise(consultation.Id, new Signal(Signals.Extended));
                ConsultationAnswers.TellIfAllAnswered(session, before, consultation);
            },
            cancellationToken);

    public Task<Ruling<Consultation>> WithdrawAsync(
        WithdrawConsultation command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Consultation>(
            new CommandEnvelope(commandId, "withdrawConsultation", actor),
            async (session, token) =>
            {
                if (await session.Consultations.FindAsync(
                    command.ConsultationId, token).ConfigureAwait(false) is not { } consultation)
                    return Unknown.Subject(command.ConsultationId);
                if (ConsultationRules.Withdraw(consultation).Refusal is { } refusal)
                    return refusal;
                await ConsultationRequests.WithdrawAsync(session, consultation, command.Reason, token).ConfigureAwait(false);
                return await session.Consultations.GetAsync(consultation.Id, token).ConfigureAwait(false);
            },
            cancellationToken);

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
                return await session.Consultations.GetAsync(consultationId, token).ConfigureAwait(false);
            },
            cancellationToken);
}
