using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>
/// The approval of minutes in writing. A no makes a task for the secretariat; when it is done the minutes as they are then
/// are put to the levels again.
/// </summary>
internal static class WrittenMinutes
{
    public const string Correct = "correctMinutes";

    public static bool AreWanted(MeetingScene scene) => ApprovalPlans.Of(scene.Body, ApprovalSubject.Minutes) is not null;

    public static async Task AskAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var (paper, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        var title = BodyLanguage.Of(scene.Body, () => MeetingTexts.Say("MinutesTitle", scene.Body.Name, scene.Meeting.Date));
        var due = new WorkingCalendar(scene.Body.WorkingDays).Forward(scene.Today, scene.Body.Meetings.MinutesApproval);
        var question = new ApprovalQuestion(
            ApprovalKind.Minutes, scene.Meeting.Id, title, hash, MeetingPapers.Parts(scene, paper), due)
        {
            RequestedById = scene.Meeting.MinutesAuthorId,
        };
        var approval = await ApprovalRequests.AskAsync(
            scene.Session, scene.Rules, scene.Body, question, cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with { AwaitedChildId = approval.Id, MinutesHash = hash });
    }

    /// <summary>
    /// To be called after the minutes were changed while they are being approved in writing: every yes was given to the former
    /// text.
    /// </summary>
    public static async Task ChangedAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (await MeetingAgendas.PendingAsync(
            scene, cancellationToken).ConfigureAwait(false) is not { Kind: ApprovalKind.Minutes } approval)
            return;
        var (paper, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        if (hash == approval.ContentHash)
            return;
        scene.Change(scene.Meeting with { MinutesHash = hash });
        await ApprovalRequests.ContentChangedAsync(
            scene.Session, scene.Rules, approval, (hash, MeetingPapers.Parts(scene, paper)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Whether the last level has said yes to the minutes as they are now.</returns>
    public static async Task<bool> AreApprovedAsync(MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        var child = signal.Data.GetValueOrDefault("child");
        if (child is null || child != scene.Meeting.AwaitedChildId)
        {
            scene.Audit("stale", MeetingTexts.Say("Stale", child));
            return false;
        }

        scene.Change(scene.Meeting with { AwaitedChildId = null });
        var approval = await scene.Session.Approvals.FindAsync(child, cancellationToken).ConfigureAwait(false);
        if (approval?.State is ApprovalState.Rejected or ApprovalState.Pulled)
        {
            await CorrectAsync(scene, approval, cancellationToken).ConfigureAwait(false);
            return false;
        }

        var (_, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        if (approval?.ContentHash == hash)
        {
            scene.Audit("minutesApprovedInWriting", MeetingTexts.Say("MinutesApprovedInWriting"),
                ("approval", approval.Id), ("hash", hash));
            return true;
        }

        // The task of correcting them is done, or they were changed between the answer and its arrival here.
        await AskAsync(scene, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private static async Task CorrectAsync(MeetingScene scene, Approval approval, CancellationToken cancellationToken)
    {
        var reason = approval.Acts.Count > 0 ? approval.Acts[^1].Reason : null;
        var task = await SecretariatTasks.MakeAsync(
            scene.Session, scene.Rules, Correct, scene.Meeting.Id, scene.Body.Id, itemNumber: null,
            () => MeetingTexts.Say("TaskCorrectMinutes", scene.Meeting.Date, reason), due: null, cancellationToken,
            parentSubjectId: scene.Meeting.Id)
            .ConfigureAwait(false);
        scene.Change(scene.Meeting with { AwaitedChildId = task.Id });
        scene.Audit("minutesRejected", MeetingTexts.Say("MinutesRejectedInWriting", reason), ("approval", approval.Id),
            ("reason", reason));
    }
}
