using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Engine.Activities;
using Workflow.Forums.FollowUps;
using Workflow.Runtime;

namespace Workflow.Activities.Tasks;

internal sealed class AwaitTask(ForumRules rules) : ForumActivity
{
    private const string Kind = "task";

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitTask",
        "Waits until the secretariat has done a task, or its day has come.",
        ("Done", "The task is done."), ("Due", "Its day has passed.")).WaitingFor(Signals.Done, Signals.DeadlineDue);

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var task = await session.Tasks.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        // Done before its lifecycle had begun: whoever did it raised the signal too, and that is on its way.
        if (task.DoneAt is not null)
            return ActivityResult.WaitFor(Signals.Done, Signals.DeadlineDue);
        var due = task.Reminders == 0 && task.Due is { } first
            ? first
            : SecretariatTasks.DueDay(rules.Today(task.BodyId, session), session.Now);
        await session.AddDeadlineAsync(
            new DeadlineRequest(task.Id, Kind, "due", task.Reminders + 1, due, Signals.DeadlineDue),
            cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Signals.Done, Signals.DeadlineDue);
    }

    protected override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Signal signal, CancellationToken cancellationToken)
    {
        var task = await session.Tasks.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        if (task.DoneAt is null && ReminderMarks.IsMark(signal))
        {
            await ReminderBundle.SendAsync(session, rules, task.Id, rules.Today(task.BodyId, session), signal, cancellationToken)
                .ConfigureAwait(false);
            return ActivityResult.WaitFor(Signals.Done, Signals.DeadlineDue);
        }

        return task.DoneAt is null
            ? ActivityResult.Complete("Due", TaskTexts.Due(task))
            : ActivityResult.Complete("Done", TaskTexts.Done(task));
    }
}
