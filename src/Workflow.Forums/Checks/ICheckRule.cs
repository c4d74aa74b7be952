using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>One thing that must not reach a published paper. Each rule is an error seen in real published minutes.</summary>
internal interface ICheckRule
{
    IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context);
}
