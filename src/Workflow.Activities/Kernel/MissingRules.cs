using Workflow.Forums.Bodies;

namespace Workflow.Activities.Kernel;

/// <summary>
/// The rules that a case runs by were taken out of the files. That case stands still and says so; where many cases are looked at
/// together, the others go on.
/// </summary>
internal static class MissingRules
{
    public static bool Are(Exception exception) => exception is UnknownRulesException or UnknownBodyException;
}
