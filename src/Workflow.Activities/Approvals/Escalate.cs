using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

internal sealed class Escalate(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.Escalate",
        "Does what the reached rung of the body's ladder says.",
        ("Informed", "Somebody was told."),
        ("HandedOver", "The duty passed to the deputy."),
        ("PassedBySilence", "Silence counts as approval."),
        ("Pulled", "What should have been approved is taken off."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var approval = await session.Approvals.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        var step = approval.Ladder.First(step => step.Rung == approval.LastRung);
        return step.Effect switch
        {
            RungEffect.HandOver => await HandOverAsync(session, approval, body, step, cancellationToken).ConfigureAwait(false),
            RungEffect.PassBySilence => await EndAsync(
                session, ApprovalRules.PassBySilence(approval), step, "PassedBySilence", cancellationToken).ConfigureAwait(false),
            RungEffect.Pull => await EndAsync(session, ApprovalRules.Pull(approval), step, "Pulled", cancellationToken).ConfigureAwait(false),
            _ => await InformAsync(session, approval, body, step, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<ActivityResult> InformAsync(
        ForumSession session, Approval approval, Body body, LadderStep step, CancellationToken cancellationToken)
    {
        await TellAsync(session, approval, body, step, To(session, approval, body, step), cancellationToken).ConfigureAwait(false);
        if (step == approval.Ladder.MaxBy(other => other.WorkingDays))
            await SecretariatTasks.MakeAsync(
                session, rules, "approvalOverdue", approval.Id, body.Id, null, ApprovalTexts.Overdue(approval), null, cancellationToken)
                .ConfigureAwait(false);
        return ActivityResult.Complete("Informed", ApprovalTexts.Informed(approval, step));
    }

    private async Task<ActivityResult> HandOverAsync(
        ForumSession session, Approval approval, Body body, LadderStep step, CancellationToken cancellationToken)
    {
        var late = approval.Approvers.Where(approver => !approver.HasApproved).ToList();
        if (late.TrueForAll(approver => approver.DeputyId is null))
        {
            var roles = new Roles(rules, body, session.Now);
            await TellAsync(session, approval, body, step with { To = "secretariat" }, roles.Secretariat, cancellationToken).ConfigureAwait(false);
            return ActivityResult.Complete("Informed", ApprovalTexts.NoDeputy(approval));
        }

        session.Approvals.Update(ApprovalRules.HandOver(approval));
        foreach (var approver in late.Where(approver => approver.DeputyId is not null))
        {
            await HandOverAsync(session, approval, approver, body, step, cancellationToken).ConfigureAwait(false);
        }

        return ActivityResult.Complete("HandedOver", ApprovalTexts.HandedOver(approval, step));
    }

    private async Task HandOverAsync(
        ForumSession session, Approval approval, Approver approver, Body body, LadderStep step, CancellationToken cancellationToken)
    {
        var deputy = rules.People.Find(approver.DeputyId!);
        if (Recipients.Of(deputy) is { } to)
        {
            var envelope = new Envelope(to, body, ApprovalTexts.WhyDeputy(approver), session.Now, Version(approval));
            await session.AddLetterAsync(
                rules.Letters.HandOver(envelope, Duty.Of(approval, step.Rung, approver.Name)), cancellationToken).ConfigureAwait(false);
        }

        if (Recipients.Of(rules.People.Find(approver.PersonId)) is { } late)
        {
            var envelope = new Envelope(late, body, ApprovalTexts.WhyApprover(approver), session.Now, Version(approval));
            await session.AddLetterAsync(
                rules.Letters.Escalation(envelope, Duty.Of(approval, step.Rung)), cancellationToken).ConfigureAwait(false);
        }

        Record(session, approval, step, approver.Name, deputy?.Name ?? approver.DeputyId!);
    }

    private static async Task<ActivityResult> EndAsync(
        ForumSession session, Approval ended, LadderStep step, string outcome, CancellationToken cancellationToken)
    {
        session.Approvals.Update(ended);
        var text = outcome == "Pulled" ? ApprovalTexts.Pulled(ended) : ApprovalTexts.PassedBySilence(ended);
        await session.CancelDeadlinesAsync(ended.Id, text, cancellationToken).ConfigureAwait(false);
        await session.CancelLettersAsync(ended.Id, text, cancellationToken).ConfigureAwait(false);
        Record(session, ended, step, Late(ended), "");
        return ActivityResult.Complete(outcome, text);
    }

    private IReadOnlyList<Person> To(ForumSession session, Approval approval, Body body, LadderStep step)
    {
        var roles = new Roles(rules, body, session.Now);
        var late = approval.Approvers.Where(approver => !approver.HasApproved);
        return step.To switch
        {
            "approver" => [.. late.Select(approver => rules.People.Find(approver.HolderId)).OfType<Person>()],
            "deputy" => [.. late.Select(approver => rules.People.Find(approver.DeputyId ?? "")).OfType<Person>()],
            "chair" => roles.Chairs,
            _ => roles.Secretariat,
        };
    }

    private async Task TellAsync(
        ForumSession session, Approval approval, Body body, LadderStep step, IReadOnlyList<Person> people, CancellationToken cancellationToken)
    {
        foreach (var to in Recipients.Of(people))
        {
            var envelope = new Envelope(to, body, ApprovalTexts.WhyRung(step), session.Now, Version(approval));
            var isOwn = approval.Approvers.Any(approver => approver.HolderId == to.PersonId);
            var letter = step.WorkingDays <= 0
                ? rules.Letters.Reminder(envelope, Duty.Of(approval, step.Rung))
                : rules.Letters.Escalation(envelope, Duty.Of(approval, step.Rung, isOwn ? null : Late(approval)));
            await session.AddLetterAsync(letter, cancellationToken).ConfigureAwait(false);
        }

        Record(session, approval, step, Late(approval), string.Join(", ", people.Select(person => person.Name)));
    }

    private static void Record(ForumSession session, Approval approval, LadderStep step, string from, string to) => session.Audit(
        approval.Id,
        step.WorkingDays <= 0 && step.Effect == RungEffect.Inform ? "reminder" : "escalated",
        ApprovalTexts.Rung(approval, step, from, to),
        new Dictionary<string, string>
        {
            ["about"] = approval.AboutId,
            ["rung"] = step.Rung,
            ["effect"] = char.ToLowerInvariant(step.Effect.ToString()[0]) + step.Effect.ToString()[1..],
            ["from"] = from,
            ["to"] = to,
        });

    /// <summary>A moved due day makes a new version: whoever was reminded of the old day is reminded of the new one too.</summary>
    private static string Version(Approval approval) => approval.Version.ToString(CultureInfo.InvariantCulture);

    private static string Late(Approval approval) =>
        string.Join(", ", approval.Approvers.Where(approver => !approver.HasApproved).Select(approver => approver.Name));
}
