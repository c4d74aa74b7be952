using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>Can be drawn into a lifecycle of an approval or a consultation wherever somebody more should be told.</summary>
internal sealed class InformRole(ForumRules rules) : ForumActivity
{
    private static readonly ActivityInput Role = new(
        "Role", "String", Required: true, "Who is told: chair, deputy, member or secretariat.")
    {
        Allowed = ["chair", "deputy", "member", "secretariat"],
    };

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.InformRole", "Tells those with a role that an answer is still missing.", ("Done", "Told.")).With(Role);

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var (body, duty) = await DutyAsync(context, session, cancellationToken).ConfigureAwait(false);
        var role = context.Inputs[Role.Name];
        var people = new Roles(rules, body, session.Now).With(Enum.Parse<MandateRole>(role, ignoreCase: true));
        foreach (var to in Recipients.Of(people))
        {
            var envelope = new Envelope(to, body, BodyLanguage.Of(body, () => ApprovalTexts.WhyRole(role)), session.Now);
            await session.AddLetterAsync(rules.Letters.Escalation(envelope, duty), cancellationToken).ConfigureAwait(false);
        }

        var names = string.Join(", ", people.Select(person => person.Name));
        session.Audit(
            context.SubjectId, "escalated", ApprovalTexts.RoleInformed(duty.Title, names), new Dictionary<string, string>
            {
                ["about"] = context.SubjectId,
                ["rung"] = duty.Rung,
                ["effect"] = "inform",
                ["from"] = "",
                ["to"] = names,
            });
        return ActivityResult.Complete("Done", ApprovalTexts.RoleInformed(duty.Title, names));
    }

    private async Task<(Body Body, Duty Duty)> DutyAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        // The step makes the letter's id: drawn in twice, or passed twice in a loop, it tells twice on purpose.
        var rung = context.ActivityId + "-" + context.Step.ToString(CultureInfo.InvariantCulture);
        if (await session.Approvals.FindAsync(context.SubjectId, cancellationToken).ConfigureAwait(false) is { } approval)
            return (rules.Bodies.Get(approval.BodyId, approval.RulesFrom), Duty.Of(approval, rung));
        if (await session.Consultations.FindAsync(context.SubjectId, cancellationToken).ConfigureAwait(false) is { } consultation)
        {
            var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
            return (body, Duty.Of(consultation, body, rung));
        }

        throw new PermanentActivityException(
            $"Forum.InformRole is for approvals and consultations; '{context.SubjectId}' is neither.");
    }
}
