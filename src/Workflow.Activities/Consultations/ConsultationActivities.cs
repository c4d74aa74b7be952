using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;

namespace Workflow.Activities.Consultations;

internal static class ConsultationActivities
{
    public static IEnumerable<IActivityType> All(ForumRules rules) =>
    [
        new SendHearingNotices(rules), new AwaitResponses(rules), new RemindParties(rules), new CloseConsultation(rules),
        new WriteHearingNote(rules), new StopConsultation(rules),
    ];
}
