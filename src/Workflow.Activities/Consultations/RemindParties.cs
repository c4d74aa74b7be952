using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Engine.Activities;
using Workflow.Forums.Consultations;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class RemindParties(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.RemindParties", "Reminds the parties that have not answered, and nobody else.", ("Done", "Reminded."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var silent = ConsultationRules.Unanswered(consultation).Where(party => party.Address is { Length: > 0 }).ToList();
        foreach (var party in silent)
            await ReminderMarks.SetAsync(
                session, consultation.Id, consultation.Version, SendHearingNotices.Reminder,
                ReminderMarks.Party(consultation.Id, party.Id), body, SendHearingNotices.RemindAt(consultation, body), cancellationToken).ConfigureAwait(false);

        var text = ConsultationTexts.Reminded(consultation, silent);
        session.Audit(consultation.Id, "reminder", text, new Dictionary<string, string>
        {
            ["about"] = consultation.AboutId,
            ["to"] = string.Join(", ", silent.Select(party => party.Name)),
        });
        return ActivityResult.Complete("Done", text);
    }
}
