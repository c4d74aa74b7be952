using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.Activities.Tasks;

internal sealed class RemindTask(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.RemindTask", "Has the secretariat reminded of a task with its other reminders of the day.",
            ("Done", "Asked."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var task = await session.Tasks.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        task = task with { Reminders = task.Reminders + 1 };
        session.Tasks.Update(task);
        var body = rules.Today(task.BodyId, session);
        var rung = "due" + task.Reminders.ToString(CultureInfo.InvariantCulture);
        foreach (var person in new Roles(rules, body, session.Now).Secretariat)
            await ReminderMarks.SetAsync(session, task.Id, task.Reminders, rung, person.Id, body, session.Now, cancellationToken)
                .ConfigureAwait(false);

        session.Audit(task.Id, "reminder", TaskTexts.Reminded(task));
        return ActivityResult.Complete("Done", TaskTexts.Reminded(task));
    }
}
