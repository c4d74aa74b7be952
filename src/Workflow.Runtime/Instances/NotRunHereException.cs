using Workflow.Engine;

namespace Workflow.Runtime;

/// <summary>The case is sound, but this program cannot carry it: it began on a newer one, which shares the database.</summary>
public sealed class NotRunHereException(string message) : WorkflowException(message);
