using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;

namespace Workflow.Activities.Tasks;

internal static class TaskActivities
{
    public static IEnumerable<IActivityType> All(ForumRules rules) => [new AwaitTask(rules), new RemindTask(rules)];
}
