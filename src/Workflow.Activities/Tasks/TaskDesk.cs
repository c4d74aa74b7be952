using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.FollowUps;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Tasks;

public sealed record CompleteTask(string TaskId);

/// <summary>Where the secretariat says that a task is done.</summary>
public sealed class TaskDesk(ForumRuntime runtime)
{
    public Task<Ruling<SecretariatTask>> DoneAsync(
        CompleteTask command, Actor actor, string commandId, CancellationToken cancellationToken) =>
            runtime.ExecuteAsync<SecretariatTask>(
                new CommandEnvelope(commandId, "completeTask", actor),
                async (session, token) =>
                {
                    if (await session.Tasks.FindAsync(command.TaskId, token).ConfigureAwait(false) is not { } task)
                        return Unknown.Subject(command.TaskId);
                    if (task.DoneAt is not null)
                        return new Refusal("task-done", TaskTexts.Done(task));
                    if (await TaskActs.WantedAsync(session, task, token).ConfigureAwait(false) is { } refusal)
                        return refusal;
                    return await CompleteAsync(session, task, token).ConfigureAwait(false);
                },
                cancellationToken);

    /// <summary>Also for those whose own act does what the task asks for.</summary>
    internal static async Task<SecretariatTask> CompleteAsync(
        ForumSession session, SecretariatTask task, CancellationToken cancellationToken)
    {
        task = task with { DoneAt = session.Now, DoneById = session.Actor.Id };
        session.Tasks.Update(task);
        await session.CancelDeadlinesAsync(task.Id, TaskTexts.Done(task), cancellationToken).ConfigureAwait(false);
        session.Audit(task.Id, "taskDone", TaskTexts.Done(task));
        session.Raise(task.Id, new Signal(Signals.Done));
        return task;
    }
}
