using Workflow.Activities.Approvals;
using Workflow.Activities.Items;
using Workflow.Activities.Meetings;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Tasks;

/// <summary>
/// Tasks that stand for an act: a case waits for the act, and for nothing else. Ticked off without it the task would be gone
/// and the case would wait for ever, with nobody reminded. The act itself ticks it.
/// </summary>
internal static class TaskActs
{
    /// <returns>Which act is still to be done; null where the task may be ticked off by hand.</returns>
    public static async Task<Refusal?> WantedAsync(
        ForumSession session, SecretariatTask task, CancellationToken cancellationToken)
    {
        var isOpen = task.Kind switch
        {
            MeetingTasks.Hold =>
                await MeetingIsAsync(session, task, MeetingState.Dispatched, cancellationToken).ConfigureAwait(false),
            MeetingTasks.Close => await MeetingIsAsync(session, task, MeetingState.Held, cancellationToken).ConfigureAwait(false),
            MeetingTasks.Amend => await session.Meetings.FindAsync(task.AboutId, cancellationToken).ConfigureAwait(false)
                is { Amendment.IsWritten: false },
            MeetingTasks.Correct =>
                await MeetingIsAsync(session, task, MeetingState.SubmissionsClosed, cancellationToken).ConfigureAwait(false),
            ItemTasks.NoMeeting =>
                await ItemIsAsync(session, task, ItemState.AwaitingMeeting, cancellationToken).ConfigureAwait(false),
            ItemTasks.HearingParties =>
                await ItemIsAsync(session, task, ItemState.InHearing, cancellationToken).ConfigureAwait(false),
            ItemTasks.Resubmit => await ItemIsAsync(session, task, ItemState.Draft, cancellationToken).ConfigureAwait(false),
            ItemTasks.ChairChoice =>
                await ItemIsAsync(session, task, ItemState.AwaitingChair, cancellationToken).ConfigureAwait(false),
            ItemTasks.Findings =>
                await ItemIsAsync(session, task, ItemState.FindingsOpen, cancellationToken).ConfigureAwait(false),
            ApprovalRequests.Overdue => await session.Approvals.FindAsync(task.AboutId, cancellationToken).ConfigureAwait(false)
                is { State: ApprovalState.Pending },
            ApprovalRequests.NobodyToAsk =>
                (await session.ApprovalsAboutAsync(task.AboutId, cancellationToken).ConfigureAwait(false))
                    .Any(approval => approval.State == ApprovalState.Pending),
            _ => false,
        };
        return isOpen ? new Refusal("task-needs-act", TaskTexts.NeedsAct(task)) : null;
    }

    private static async Task<bool> MeetingIsAsync(
        ForumSession session, SecretariatTask task, MeetingState state, CancellationToken cancellationToken) =>
        await session.Meetings.FindAsync(task.AboutId, cancellationToken).ConfigureAwait(false) is { } meeting
            && meeting.State == state;

    private static async Task<bool> ItemIsAsync(
        ForumSession session, SecretariatTask task, ItemState state, CancellationToken cancellationToken) =>
        await session.Items.FindAsync(task.AboutId, cancellationToken).ConfigureAwait(false) is { } item && item.State == state;
}
