using Workflow.Engine;

namespace Workflow.Runtime;

/// <summary>The options of this room are wrong; the host does not start.</summary>
public sealed class RuntimeOptionsException(IReadOnlyList<string> mistakes)
    : WorkflowException("The runtime cannot start: " + string.Join(" ", mistakes))
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
