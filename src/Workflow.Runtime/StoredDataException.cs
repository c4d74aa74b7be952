using Workflow.Engine;

namespace Workflow.Runtime;

/// <summary>The database does not hold what it must: a missing row, or one that cannot be read.</summary>
public sealed class StoredDataException(string message) : WorkflowException(message);
