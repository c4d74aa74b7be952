using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;

namespace Workflow.Activities.Items;

/// <summary>The activities that <c>workflows/agenda-item.json</c> names.</summary>
internal static class ItemActivities
{
    public static IEnumerable<IActivityType> All(ForumRules rules) =>
    [
        new AwaitSubmission(),
        new CheckItem(rules),
        new AwaitFindings(rules),
        new RunConsultation(rules),
        new RunApproval(rules),
        new PlaceOnAgenda(rules),
        new AwaitMeeting(),
        new AwaitDecision(rules),
        new RouteItem(rules),
        new AwaitChairChoice(rules),
        new EscalateChoice(rules),
        new ForwardItem(rules),
        new AttachHearingNote(rules),
        new AwaitMinutesApproved(),
        new PublishDecision(),
        new ReportOutcome(rules),
    ];
}
