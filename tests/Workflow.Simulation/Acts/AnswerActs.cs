using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Tasks;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Acts;

/// <summary>What those who are asked answer: in time, late, by their deputy, or never.</summary>
internal static class AnswerActs
{
    /// <summary>Nobody ticks these off: the act itself does.</summary>
    private static readonly string[] DoneByAct =
    [
        "agendaErrors", "correctAgenda", "holdMeeting", "closeMeeting", "noMeeting", "writeRecommendation",
        "hearingParties", "resubmit",
        "chairChoice",
    ];

    public static IEnumerable<Act> Of(Scene scene) =>
        scene.Ledger.Approvals.All.SelectMany(approval => Approvals(scene, approval))
            .Concat(scene.Ledger.Consultations.All.SelectMany(consultation => Consultations(scene, consultation)))
            .Concat(scene.Ledger.Tasks.All.Where(task => task.DoneAt is null && !DoneByAct.Contains(task.Kind))
                .Select(task => Done(scene, task.Id, task.Kind)));

    private static IEnumerable<Act> Approvals(Scene scene, Approval approval)
    {
        if (approval.State != ApprovalState.Pending)
        {
            yield return Answer(scene, approval, approval.Approvers[0].PersonId, Motive.Mischief, 0.002);
            yield break;
        }

        foreach (var approver in approval.Approvers.Where(approver => !approver.HasApproved))
        {
            var habit = scene.Habit(approval.Id + approver.PersonId);
            if (habit > 0.3)
                yield return Answer(scene, approval, approver.HolderId, Motive.Duty, 0.15);
            if (approver.DeputyId is { } deputy)
                yield return Answer(scene, approval, deputy, Motive.Duty, habit > 0.3 ? 0.02 : 0.05);
        }

        yield return Answer(scene, approval, Cast.Outsider, Motive.Mischief, 0.005);
    }

    private static Act Answer(Scene scene, Approval approval, string who, Motive motive, double weight) => new(
        motive, weight, $"answer {approval.Id} {who}", (process, id) =>
        {
            var command = new AnswerApproval(
                approval.Id,
                scene.Dice.Below(20) switch { 0 => "another hash", < 5 => null, _ => approval.ContentHash },
                "For a reason.");
            return scene.WindsDown || scene.Dice.Chance(0.85)
                ? Acts.Answer.OfAsync(process.Approvals.ApproveAsync(command, scene.Cast.Actor(who), id, CancellationToken.None))
                : Acts.Answer.OfAsync(process.Approvals.RejectAsync(command, scene.Cast.Actor(who), id, CancellationToken.None));
        });

    private static IEnumerable<Act> Consultations(Scene scene, Consultation consultation)
    {
        foreach (var party in consultation.Parties)
        {
            if (consultation.State == ConsultationState.Open && party.Responses.Count < 2
                && scene.Habit(consultation.Id + party.Id) > 0.4)
                yield return Respond(scene, consultation, party.Id, 0.15);
            else if (consultation.State == ConsultationState.Closed && party.Responses.Count == 0)
                yield return Respond(scene, consultation, party.Id, 0.003);
            if (party.State == PartyState.Late)
                yield return Admit(scene, consultation, party.Id);
        }

        if (consultation.State != ConsultationState.Open)
            yield break;
        yield return Extend(scene, consultation);
        yield return Withdraw(scene, consultation);
    }

    private static Act Respond(Scene scene, Consultation consultation, string party, double weight) => new(
        Motive.Chance, weight, $"respond {consultation.Id} {party}",
        (process, id) => Acts.Answer.OfAsync(process.Consultations.AnswerAsync(
            new AnswerConsultation(consultation.Id, party, scene.Dice.Chance(0.5) ? "We think so too." : null),
            scene.Cast.Actor(party), id, CancellationToken.None)));

    private static Act Admit(Scene scene, Consultation consultation, string party) => new(
        Motive.Chance, 0.02, $"admit {consultation.Id} {party}",
        (process, id) => Acts.Answer.OfAsync(process.Consultations.AdmitAsync(
            new AdmitResponse(consultation.Id, party), scene.Cast.Actor(Cast.Secretary), id, CancellationToken.None)));

    private static Act Extend(Scene scene, Consultation consultation) => new(
        Motive.Chance, 0.01, $"extend {consultation.Id}", (process, id) => Acts.Answer.OfAsync(process.Consultations.ExtendAsync(
            new ExtendConsultation(
                consultation.Id, consultation.Deadline.AddDays(scene.Dice.Between(1, 10)), "More time is wanted."),
            scene.Cast.Actor(Cast.Secretary), id, CancellationToken.None)));

    private static Act Withdraw(Scene scene, Consultation consultation) => new(
        Motive.Chance, 0.004, $"stop {consultation.Id}", (process, id) => Acts.Answer.OfAsync(process.Consultations.WithdrawAsync(
            new WithdrawConsultation(consultation.Id, "Not wanted any more."), scene.Cast.Actor(Cast.Secretary), id,
            CancellationToken.None)));

    private static Act Done(Scene scene, string taskId, string kind) => new(
        Motive.Duty, scene.Habit(taskId) > 0.4 ? 0.05 : 0.002, $"done {taskId} {kind}", (process, id) => Acts.Answer.OfAsync(
            process.Tasks.DoneAsync(new CompleteTask(taskId), scene.Cast.Actor(Cast.Secretary), id, CancellationToken.None)));
}
