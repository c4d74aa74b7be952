using Workflow.Engine;

namespace Workflow.Messaging;

/// <summary>The options of this room are wrong; the host does not start.</summary>
public sealed class MessagingOptionsException(IReadOnlyList<string> mistakes)
    : WorkflowException("Messaging cannot start: " + string.Join(" ", mistakes))
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
