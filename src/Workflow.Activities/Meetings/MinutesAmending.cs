using System.Globalization;
using Workflow.Activities.Approvals;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>The way of minutes that may not be published as they are: written anew, confirmed, then published.</summary>
internal static class MinutesAmending
{
    /// <summary>A task that names the amendment; its act is <see cref="CorrectMinutes"/>.</summary>
    public static async Task AskAsync(MeetingScene scene, string amendment, CancellationToken cancellationToken)
    {
        scene.Change(scene.Meeting with { Amendment = new MinutesAmendment(amendment, IsWritten: false) });
        scene.Advance(MeetingState.MinutesInApproval);
        await MeetingTasks.AskAsync(
            scene, MeetingTasks.Amend, () => MeetingTexts.Say("TaskAmendMinutes", scene.Meeting.Date, amendment),
            cancellationToken).ConfigureAwait(false);
        scene.Audit("minutesToAmend", MeetingTexts.Say("MinutesToAmend", amendment));
    }

    /// <summary>Bound to the amended version. Whoever wrote it does not confirm it.</summary>
    public static async Task AskChairAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var (paper, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        var title = BodyLanguage.Of(
            scene.Body, () => MeetingTexts.Say("AmendedMinutesTitle", scene.Body.Name, scene.Meeting.Date));
        var due = new WorkingCalendar(scene.Body.WorkingDays).Forward(scene.Today, scene.Body.Meetings.MinutesApproval);
        var question = new ApprovalQuestion(
            ApprovalKind.Minutes, scene.Meeting.Id, title, hash, MeetingPapers.Parts(scene, paper), due)
        {
            RequestedById = scene.Meeting.MinutesAuthorId,
            Levels = ApprovalPlans.ChairsForMinutes(scene.Body),
        };
        var approval = await ApprovalRequests.AskAsync(
            scene.Session, scene.Rules, scene.Body, question, cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with { AwaitedChildId = approval.Id, MinutesHash = hash });
    }

    /// <returns>Amended where the minutes changed between the answer and its arrival; NotYet for what is not waited
    /// for.</returns>
    public static async Task<(MinutesAnswer Answer, string? Reason)> AnswerAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        var child = signal.Data.GetValueOrDefault("child");
        if (child is null || child != scene.Meeting.AwaitedChildId)
        {
            scene.Audit("stale", MeetingTexts.Say("Stale", child));
            return (MinutesAnswer.NotYet, null);
        }

        scene.Change(scene.Meeting with { AwaitedChildId = null });
        var approval = await scene.Session.Approvals.GetAsync(child, cancellationToken).ConfigureAwait(false);
        if (approval.State is ApprovalState.Rejected or ApprovalState.Pulled)
            return (MinutesAnswer.Rejected, approval.Acts.Count > 0 ? approval.Acts[^1].Reason : null);
        var (_, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        return (approval.ContentHash == hash ? MinutesAnswer.Approved : MinutesAnswer.Amended, null);
    }

    /// <param name="correction">What was corrected after publication; null for the first time.</param>
    public static async Task TellAsync(MeetingScene scene, int version, string? correction, CancellationToken cancellationToken)
    {
        foreach (var to in MeetingPeople.Members(scene).Reached)
        {
            var envelope = scene.Envelope(to, "WhyMember", "v" + version.ToString(CultureInfo.InvariantCulture));
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.MinutesPublished(envelope, scene.Meeting, version, correction),
                cancellationToken).ConfigureAwait(false);
        }
    }
}
