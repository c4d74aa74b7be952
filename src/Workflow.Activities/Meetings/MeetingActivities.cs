using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;

namespace Workflow.Activities.Meetings;

internal static class MeetingActivities
{
    public static IEnumerable<IActivityType> All(ForumRules rules) =>
    [
        new AwaitCall(rules),
        new CallForItems(rules),
        new AwaitSubmissionsClose(rules),
        new ComposeAgenda(rules),
        new ApproveAgenda(rules),
        new AwaitCorrection(rules),
        new DispatchAgenda(rules),
        new AwaitHeld(rules),
        new AwaitMeetingClosed(rules),
        new ReplanMeeting(rules),
        new RevokeMeeting(rules),
        new DraftMinutes(rules),
        new SettleMinutes(rules),
        new ConsultOnMinutes(rules),
        new ApproveMinutes(rules),
        new PublishMinutes(rules),
    ];
}
