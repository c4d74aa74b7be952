using Workflow.Activities.Tasks;

namespace Workflow.Activities.Meetings;

/// <summary>
/// What the secretariat must do for a meeting to go on. Each stands on the ladder of tasks, so no wait lasts for ever.
/// </summary>
internal static class MeetingTasks
{
    public const string AcceptErrors = "agendaErrors";
    public const string Correct = "correctAgenda";
    public const string Hold = "holdMeeting";
    public const string Close = "closeMeeting";
    public const string Amend = "amendMinutes";

    public static Task AskAsync(MeetingScene scene, string kind, Func<string> text, CancellationToken cancellationToken) =>
        SecretariatTasks.MakeAsync(
            scene.Session, scene.Rules, kind, scene.Meeting.Id, scene.Body.Id, itemNumber: null, text,
            due: null, cancellationToken);

    /// <summary>The act that was asked for has been done, or is no longer wanted.</summary>
    public static async Task DoneAsync(MeetingScene scene, IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        foreach (var task in await scene.Session.OpenTasksAsync(scene.Meeting.Id, cancellationToken).ConfigureAwait(false))
        {
            if (kinds.Contains(task.Kind))
                await TaskDesk.CompleteAsync(scene.Session, task, cancellationToken).ConfigureAwait(false);
        }
    }
}
