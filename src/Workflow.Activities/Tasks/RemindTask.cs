using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.Activities.Tasks;

internal sealed class RemindTask(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.RemindTask", "Asks the secretariat for a task again.", ("Done", "Asked."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var task = await session.Tasks.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        task = task with { Reminders = task.Reminders + 1 };
        session.Tasks.Update(task);
        var body = rules.Today(task.BodyId, session);
        var rung = "due" + task.Reminders.ToString(CultureInfo.InvariantCulture);
        foreach (var to in Recipients.Of(new Roles(rules, body, session.Now).Secretariat))
        {
            var envelope = new Envelope(to, body, TaskTexts.WhySecretariat, session.Now);
            await session.AddLetterAsync(rules.Letters.Reminder(envelope, Duty.Of(task, body, rung)), cancellationToken).ConfigureAwait(false);
        }

        session.Audit(task.Id, "reminder", TaskTexts.Reminded(task));
        return ActivityResult.Complete("Done", TaskTexts.Reminded(task));
    }
}
