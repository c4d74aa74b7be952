using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;

namespace Workflow.Activities.Approvals;

internal static class ApprovalActivities
{
    public static IEnumerable<IActivityType> All(ForumRules rules) =>
        [new AskApproval(rules), new AwaitApproval(rules), new Escalate(rules), new RecordApproval(rules), new InformRole(rules)];
}
