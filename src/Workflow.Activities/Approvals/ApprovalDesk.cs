using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <param name="ContentHash">Hash of what the person saw; null where the way of answering is bound to the request.</param>
public sealed record AnswerApproval(string ApprovalId, string? ContentHash = null, string? Reason = null);

/// <summary>Where those who are asked approve or reject.</summary>
public sealed partial class ApprovalDesk(ForumRuntime runtime, ForumRules rules)
{
    public Task<Ruling<Approval>> ApproveAsync(
        AnswerApproval command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        AnswerAsync(command, approves: true, actor, commandId, cancellationToken);

    /// <summary>A rejection needs its reason.</summary>
    public Task<Ruling<Approval>> RejectAsync(
        AnswerApproval command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        AnswerAsync(command, approves: false, actor, commandId, cancellationToken);

    private Task<Ruling<Approval>> AnswerAsync(
        AnswerApproval command, bool approves, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Approval>(
            new CommandEnvelope(commandId, approves ? "approve" : "reject", actor),
            (session, token) => DecideAsync(session, command, approves, actor, token),
            cancellationToken);

    private async Task<Ruling<Approval>> DecideAsync(
        ForumSession session, AnswerApproval command, bool approves, Actor actor, CancellationToken cancellationToken)
    {
        if (await session.Approvals.FindAsync(command.ApprovalId, cancellationToken).ConfigureAwait(false) is not { } approval)
            return Unknown.Subject(command.ApprovalId);
        var roles = new Roles(rules, rules.Bodies.Get(approval.BodyId, approval.RulesFrom), session.Now);
        // Who owes the answer is read today: mandates end and people go away while a request is open.
        var answer = new ApprovalAnswer(actor.Id, approves, command.Reason, command.ContentHash, session.Now);
        var ruling = ApprovalDuties.Answer(approval, answer, rules.People, roles.Today, roles.IsAbsent);
        return ruling.IsAccepted
            ? await WriteAsync(session, approval, ruling.Value, actor, cancellationToken).ConfigureAwait(false)
            : ruling;
    }

    private async Task<Ruling<Approval>> WriteAsync(
        ForumSession session, Approval before, Approval answered, Actor actor, CancellationToken cancellationToken)
    {
        session.Approvals.Update(answered);
        var act = answered.Acts[^1];
        var behalf = act.OnBehalfOfId is null ? null : rules.People.Find(act.OnBehalfOfId)?.Name ?? act.OnBehalfOfId;
        session.Actor = actor with { OnBehalfOfId = act.OnBehalfOfId, OnBehalfOfName = behalf };
        if (answered.State != ApprovalState.Pending)
        {
            // In the same transaction as the answer: after it nobody is reminded any more.
            await session.CancelDeadlinesAsync(
                answered.Id, ApprovalTexts.Ended(answered), cancellationToken).ConfigureAwait(false);
            await session.CancelLettersAsync(answered.Id, ApprovalTexts.Ended(answered), cancellationToken).ConfigureAwait(false);
        }

        session.Audit(answered.Id, act.Approves ? "approved" : "rejected", ApprovalTexts.Answered(answered, actor.Name, behalf),
            Facts(answered, behalf));
        if (ApprovalRules.IsLevelGiven(answered))
            answered = await ApprovalLevels.NextAsync(
                session, rules, answered, bySilence: false, cancellationToken).ConfigureAwait(false);
        else if (answered.State == ApprovalState.Pending)
            await ApprovalMoves.TellAsync(
                session, rules, before, answered, rules.Bodies.Get(answered.BodyId, answered.RulesFrom),
                string.Create(CultureInfo.InvariantCulture, $"answer{answered.Acts.Count}"), cancellationToken)
                .ConfigureAwait(false);
        // Only the answer that settles it is told: the lifecycle that ends by it could not take another.
        if (answered.State != ApprovalState.Pending)
            session.Raise(answered.Id, new Signal(act.Approves ? Signals.Approved : Signals.Rejected));
        return answered;
    }

    private static Dictionary<string, string> Facts(Approval approval, string? behalf)
    {
        var facts = new Dictionary<string, string> { ["about"] = approval.AboutId, ["hash"] = approval.ContentHash };
        if (behalf is not null)
            facts["onBehalfOf"] = behalf;
        if (approval.Acts[^1].Reason is { } reason)
            facts["reason"] = reason;
        return facts;
    }
}
