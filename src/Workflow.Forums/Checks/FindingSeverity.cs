namespace Workflow.Forums.Checks;

public enum FindingSeverity
{
    Info,
    Warning,

    /// <summary>Holds the dispatch until somebody mends it or overrides it with a reason.</summary>
    Error,
}
