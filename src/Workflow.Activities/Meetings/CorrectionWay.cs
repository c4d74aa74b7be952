using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Documents.Pages;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>What follows once minutes have been written otherwise.</summary>
internal delegate Task GoOn(
    MeetingScene scene, CorrectMinutes command, IReadOnlyList<string> numbers, CancellationToken cancellationToken);

/// <summary>What a correction of the minutes leads to, by where they stand.</summary>
internal static class CorrectionWay
{
    /// <returns>Null where they cannot be corrected now: not drafted, in consultation, or on an agenda as they are.</returns>
    public static async Task<GoOn?> OfAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.Meeting.State == MeetingState.Published)
            return PublishAsync;
        if (scene.Meeting.State != MeetingState.MinutesInApproval)
            return null;
        if (scene.Meeting.Amendment is { IsWritten: false })
            return AmendedAsync;
        if (await MeetingAgendas.PendingAsync(scene, cancellationToken).ConfigureAwait(false) is { Kind: ApprovalKind.Minutes })
            return (other, _, _, token) => WrittenMinutes.ChangedAsync(other, token);
        var tasks = await scene.Session.OpenTasksAsync(scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        return tasks.Any(task => task.Kind == WrittenMinutes.Correct) ? DoneAsync : null;
    }

    private static async Task PublishAsync(
        MeetingScene scene, CorrectMinutes command, IReadOnlyList<string> numbers, CancellationToken cancellationToken)
    {
        var correction = new MinutesCorrected(scene.Today, command.Reason, numbers);
        scene.Change(scene.Meeting with { Corrections = [.. scene.Meeting.Corrections, correction] });
        var page = await MeetingPublication.PublishAsync(
            scene, PaperKind.Minutes, PageState.Corrected, cancellationToken).ConfigureAwait(false);
        await MinutesAmending.TellAsync(scene, page.Version, command.Reason, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AmendedAsync(
        MeetingScene scene, CorrectMinutes command, IReadOnlyList<string> numbers, CancellationToken cancellationToken)
    {
        scene.Change(scene.Meeting with { Amendment = scene.Meeting.Amendment! with { IsWritten = true } });
        await MeetingTasks.DoneAsync(scene, [MeetingTasks.Amend], cancellationToken).ConfigureAwait(false);
        scene.Session.Raise(scene.Meeting.Id, new Signal(Signals.MinutesAmended));
    }

    private static Task DoneAsync(
        MeetingScene scene, CorrectMinutes command, IReadOnlyList<string> numbers, CancellationToken cancellationToken) =>
        MeetingTasks.DoneAsync(scene, [WrittenMinutes.Correct], cancellationToken);
}
