using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Kernel;

/// <summary>
/// What begins now begins under the rules of today; a case that runs asks for the version it remembers instead.
/// </summary>
internal static class RulesToday
{
    /// <exception cref="UnknownBodyException">No body has the id.</exception>
    public static Body Today(this ForumRules rules, string bodyId, ForumSession session)
    {
        var body = rules.Bodies.Get(bodyId);
        return body.On(new BodyClock(body.TimeZone).Day(session.Now));
    }
}
