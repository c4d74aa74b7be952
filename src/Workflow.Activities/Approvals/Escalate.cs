using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Activities.Tasks;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

internal sealed class Escalate(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.Escalate",
        "Does what the reached rung of the body's ladder says.",
        ("Informed", "Somebody was told, or the next level is asked."),
        ("HandedOver", "The duty passed to the deputy."),
        ("PassedBySilence", "Silence counts as approval."),
        ("Pulled", "What should have been approved is taken off."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var approval = await session.Approvals.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        var rung = LadderPlan.For(approval.Ladder, approval.DueDay, body).First(rung => rung.Step.Rung == approval.LastRung);
        if (rung.Step.IsReminder() && session.Now > ReminderMarks.MorningAfter(body, rung.At))
            return Skip(session, approval, rung.Step);
        // Absences and mandates as they are today, not as they were at the asking.
        approval = await ApprovalMoves.SettleAsync(
            session, rules, approval, body, rung.Step.Rung, cancellationToken).ConfigureAwait(false);
        var scene = new Escalation(session, rules, approval, body, rung);
        return rung.Step.Effect switch
        {
            RungEffect.HandOver => await HandOverAsync(scene, cancellationToken).ConfigureAwait(false),
            RungEffect.PassBySilence => await PassAsync(scene, cancellationToken).ConfigureAwait(false),
            RungEffect.Pull =>
                await EndAsync(scene, ApprovalRules.Pull(approval), "Pulled", cancellationToken).ConfigureAwait(false),
            _ => await InformAsync(scene, cancellationToken).ConfigureAwait(false),
        };
    }

    private static ActivityResult Skip(ForumSession session, Approval approval, LadderStep step)
    {
        var text = ApprovalTexts.RungSkipped(approval, step.Rung);
        var facts = new Dictionary<string, string> { ["about"] = approval.AboutId, ["rung"] = step.Rung };
        session.Audit(approval.Id, "rungSkipped", text, facts);
        return ActivityResult.Complete("Informed", text);
    }

    private async Task<ActivityResult> InformAsync(Escalation scene, CancellationToken cancellationToken)
    {
        if (scene.Step.IsReminder())
            await scene.RemindAsync(cancellationToken).ConfigureAwait(false);
        else
            await scene.TellAsync(scene.Step, cancellationToken).ConfigureAwait(false);
        await EndOfLadderAsync(scene, cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Informed", ApprovalTexts.Informed(scene.Approval, scene.Step));
    }

    private async Task<ActivityResult> HandOverAsync(Escalation scene, CancellationToken cancellationToken)
    {
        var handedOver = await scene.HandOverAsync(cancellationToken).ConfigureAwait(false);
        await EndOfLadderAsync(scene, cancellationToken).ConfigureAwait(false);
        return handedOver
            ? ActivityResult.Complete("HandedOver", ApprovalTexts.HandedOver(scene.Approval, scene.Step))
            : ActivityResult.Complete("Informed", ApprovalTexts.NoDeputy(scene.Approval));
    }

    private async Task<ActivityResult> PassAsync(Escalation scene, CancellationToken cancellationToken)
    {
        if (!await scene.IsSilenceHeardAsync(cancellationToken).ConfigureAwait(false))
            return await UnreachedAsync(scene, cancellationToken).ConfigureAwait(false);
        if (!ApprovalRules.HasNextLevel(scene.Approval))
            return await EndAsync(
                scene, ApprovalRules.PassBySilence(scene.Approval), "PassedBySilence", cancellationToken).ConfigureAwait(false);
        scene.Record(scene.Late, "");
        await ApprovalLevels.NextAsync(
            scene.Session, rules, scene.Approval, bySilence: true, cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Informed", ApprovalTexts.LevelGiven(scene.Approval));
    }

    /// <summary>Somebody who was never asked has not agreed: the secretariat is told, and keeps the task.</summary>
    private async Task<ActivityResult> UnreachedAsync(Escalation scene, CancellationToken cancellationToken)
    {
        var text = ApprovalTexts.Unreached(scene.Approval, scene.Late);
        await scene.TellAsync(scene.Step with { To = "secretariat" }, cancellationToken).ConfigureAwait(false);
        await SecretariatTasks.MakeAsync(
            scene.Session, rules, ApprovalRequests.Overdue, scene.Approval.Id, scene.Body.Id, null,
            () => ApprovalTexts.Unreached(scene.Approval, scene.Late), null, cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Informed", text);
    }

    private static async Task<ActivityResult> EndAsync(
        Escalation scene, Approval ended, string outcome, CancellationToken cancellationToken)
    {
        scene.Session.Approvals.Update(ended);
        var text = outcome == "Pulled" ? ApprovalTexts.Pulled(ended) : ApprovalTexts.PassedBySilence(ended);
        await scene.Session.CancelDeadlinesAsync(ended.Id, text, cancellationToken).ConfigureAwait(false);
        scene.Record(scene.Late, "");
        return ActivityResult.Complete(outcome, text);
    }

    /// <summary>
    /// After the last rung a task stays with the secretariat, asked for again and again: no ladder ends in waiting for ever.
    /// </summary>
    private async Task EndOfLadderAsync(Escalation scene, CancellationToken cancellationToken)
    {
        if (scene.Step == scene.Approval.Ladder.MaxBy(other => other.WorkingDays))
            await SecretariatTasks.MakeAsync(
                scene.Session, rules, ApprovalRequests.Overdue, scene.Approval.Id, scene.Body.Id, null,
                () => ApprovalTexts.Overdue(scene.Approval), null, cancellationToken).ConfigureAwait(false);
    }
}
