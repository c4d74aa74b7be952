using System.Globalization;
using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

/// <summary>Keeps what is approved, and what was sent out, the same as what is on the agenda.</summary>
internal static class MeetingAgendas
{
    /// <summary>
    /// To be called after an item was placed, changed or taken off. While the agenda is being approved, its approval is
    /// asked for again; once it was sent out, an addendum follows; before that there is nothing to do.
    /// </summary>
    public static async Task ChangedAsync(
        ForumSession session, ForumRules rules, string meetingId, CancellationToken cancellationToken)
    {
        var scene = await MeetingScene.OfAsync(session, rules, meetingId, cancellationToken).ConfigureAwait(false);
        if (scene.Meeting.State is not (MeetingState.AgendaInApproval or MeetingState.Dispatched))
            return;
        // Also where the agenda reads as before: an item taken off and put on again has lost its presenter.
        if (scene.Meeting.State == MeetingState.Dispatched)
            await SlotInvitations.SettleAsync(scene, cancellationToken).ConfigureAwait(false);
        if (!await RenewHashAsync(scene, cancellationToken).ConfigureAwait(false))
            return;
        if (scene.Meeting.State == MeetingState.Dispatched)
            await AgendaDispatch.AddendumAsync(scene, cancellationToken).ConfigureAwait(false);
        else
            await AskAgainAsync(scene, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Whether the agenda is another than the one that was composed last.</returns>
    public static async Task<bool> RenewHashAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var (_, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Agenda, cancellationToken).ConfigureAwait(false);
        if (hash == scene.Meeting.AgendaHash)
            return false;
        scene.Change(scene.Meeting with { AgendaHash = hash, AgendaVersion = scene.Meeting.AgendaVersion + 1 });
        var version = scene.Meeting.AgendaVersion.ToString(CultureInfo.InvariantCulture);
        scene.Audit("agendaChanged", MeetingTexts.Say("AgendaChanged", version), ("version", version), ("hash", hash));
        return true;
    }

    /// <summary>
    /// Those who are asked now learn that the content is another. Has the approval ended, its end is looked at with care.
    /// </summary>
    public static async Task AskAgainAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (await PendingAsync(scene, cancellationToken).ConfigureAwait(false) is { } approval)
        {
            var (paper, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Agenda, cancellationToken).ConfigureAwait(false);
            await ApprovalRequests.ContentChangedAsync(
                scene.Session, scene.Rules, approval, (hash, MeetingPapers.Parts(scene, paper)),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The approval that the lifecycle waits for, as long as nobody has ended it.</summary>
    public static async Task<Approval?> PendingAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.Meeting.AwaitedChildId is not { } id)
            return null;
        var approval = await scene.Session.Approvals.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return approval?.State == ApprovalState.Pending ? approval : null;
    }

    public static string Title(MeetingScene scene) =>
        BodyLanguage.Of(scene.Body, () => MeetingTexts.Say("AgendaTitle", scene.Body.Name, scene.Meeting.Date));

    /// <summary>As planned; where that day is past already, the next working day, so that the ladder has rungs left.</summary>
    public static DateOnly DueDay(MeetingScene scene)
    {
        var planned = scene.Planned(MeetingPlan.AgendaApproval).Day;
        return planned >= scene.Today ? planned : new WorkingCalendar(scene.Body.WorkingDays).Forward(scene.Today, 1);
    }
}
