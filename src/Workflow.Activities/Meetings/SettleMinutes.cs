using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Wording;

namespace Workflow.Activities.Meetings;

/// <summary>Some bodies approve the minutes as the last item of the meeting itself, others at their next one.</summary>
internal sealed class SettleMinutes(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.SettleMinutes",
        "Finds out from the body's rules how its minutes are approved.",
        ("SameMeeting", "The meeting itself approved them."),
        ("ByConsultation", "The members are consulted, and the next meeting approves them."));

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.Body.MinutesApprovedAt == MinutesApprovalWay.NextMeeting)
            return ActivityResult.Complete("ByConsultation", MeetingTexts.Say("SettledByConsultation", scene.Body.Name));
        var items = await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var decisions = items.Where(entry => entry.Item.Standing == StandingItem.ApproveMinutes
                && (entry.Item.AboutMeetingId is null || entry.Item.AboutMeetingId == scene.Meeting.Id))
            .Select(entry => entry.Treatment.Decision).OfType<DecisionRecord>().ToList();
        // The rule says "here"; where the meeting itself said no, its word counts.
        if (decisions.Any(decision => decision.Confirmed?.Kind
            is DecisionOutcome.Rejected or DecisionOutcome.PartlyApproved or DecisionOutcome.ReturnedForWork
                or DecisionOutcome.Postponed))
            return ActivityResult.Complete("ByConsultation", MeetingTexts.Say("SettledRefused", scene.Body.Name));
        if (decisions.Find(decision => decision.Confirmed?.Kind == DecisionOutcome.ApprovedWithAmendment) is { } amended)
            scene.Change(scene.Meeting with { Amendment = new MinutesAmendment(Fences.Open(amended.Text), IsWritten: false) });
        return ActivityResult.Complete("SameMeeting", MeetingTexts.Say("SettledSameMeeting", scene.Body.Name));
    }
}
