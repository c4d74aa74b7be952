namespace Workflow.Forums.Papers;

/// <summary>What the secretariat plans to happen to an item after this body; a default, not a law.</summary>
public enum PlannedRoute
{
    Unspecified,
    Ends,
    Refers,
}
