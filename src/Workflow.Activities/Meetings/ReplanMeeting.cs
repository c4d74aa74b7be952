using System.Globalization;
using Workflow.Activities.Approvals;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Documents.Pages;
using Workflow.Engine.Activities;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>
/// Everything that hung on the old date follows the new one: deadlines, an approval under way, the published agenda. Whoever
/// was told is told again, once per schedule.
/// </summary>
internal sealed class ReplanMeeting(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.ReplanMeeting", "Rewrites the deadlines of a moved meeting and tells those who know of it.",
        ("Done", "Replanned."));

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.IsCancelled)
            return ActivityResult.Complete("Done", MeetingTexts.Say("CancelledMeanwhile", scene.Meeting.Date));
        var from = scene.Meeting.MovedFrom
            ?? throw new PermanentActivityException($"Meeting '{scene.Meeting.Id}' is to be replanned but was never moved.");
        var reason = MeetingTexts.Say("Moved", from.Date, scene.Meeting.Date, from.Reason);
        // The act itself stopped the old date's clocks; what is open now is of the new schedule, and stays: a meeting that was
        // moved before its lifecycle began has it already. The wait that is entered next writes what is missing.
        await MeetingTasks.DoneAsync(scene, [MeetingTasks.Hold], cancellationToken).ConfigureAwait(false);
        await MoveApprovalAsync(scene, cancellationToken).ConfigureAwait(false);
        if (scene.Meeting.State == MeetingState.Dispatched)
            await MeetingPublication.PublishAsync(
                scene, PaperKind.Agenda, PageState.Sent, cancellationToken).ConfigureAwait(false);
        var told = await TellAsync(scene, from, reason, cancellationToken).ConfigureAwait(false);
        await SlotInvitations.SettleAsync(scene, cancellationToken).ConfigureAwait(false);
        await MeetingDesk.OfferAsync(
            scene.Session, scene.Rules.Bodies, scene.Body, scene.Meeting, cancellationToken).ConfigureAwait(false);
        scene.Audit(
            "meetingReplanned",
            MeetingTexts.Say("Replanned", scene.Meeting.Date, told.Reached.Count),
            ("schedule", scene.Meeting.ScheduleVersion.ToString(CultureInfo.InvariantCulture)),
            ("told", string.Join(", ", told.Reached.Select(to => to.Name))),
            ("notReached", told.NotReached));
        return ActivityResult.Complete("Done", MeetingTexts.Say("Replanned", scene.Meeting.Date, told.Reached.Count));
    }

    private static async Task MoveApprovalAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (await MeetingAgendas.PendingAsync(scene, cancellationToken).ConfigureAwait(false) is not { } approval)
            return;
        // A reminder must not name the day that is no more. Where only the place is another, the approval's clock ran on.
        var (title, dueDay) = (MeetingAgendas.Title(scene), MeetingAgendas.DueDay(scene));
        var clock = await scene.Session.DeadlinesOfAsync(approval.Id, cancellationToken).ConfigureAwait(false);
        if (approval.Title == title && approval.DueDay == dueDay && clock.Any(deadline => deadline.IsOpen))
            return;
        if (approval.Title != title)
            scene.Session.Approvals.Update(approval with { Title = title });
        ApprovalRequests.MoveDueDay(scene.Session, approval, dueDay);
    }

    private static async Task<MeetingRecipients> TellAsync(
        MeetingScene scene, MeetingMove from, string reason, CancellationToken cancellationToken)
    {
        // What has not left yet would send people to the old date; this letter carries the new one and its calendar.
        await scene.Session.CancelLettersAsync(scene.Meeting.Id, reason, cancellationToken).ConfigureAwait(false);
        var told = MeetingPeople.Told(scene);
        var invited = MeetingPeople.Invited(scene).Reached.Select(to => to.PersonId).ToHashSet(StringComparer.Ordinal);
        var link = (await MeetingOnline.FindAsync(scene, cancellationToken).ConfigureAwait(false))?.JoinUrl;
        foreach (var to in told.Reached)
        {
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.Moved(
                    scene.Envelope(to, "WhyTold") with { Online = invited.Contains(to.PersonId) ? link : null }, scene.Meeting,
                    from.Date, from.Time),
                cancellationToken).ConfigureAwait(false);
        }

        return told;
    }
}
