using Workflow.Engine;

namespace Workflow.Runtime;

/// <summary>
/// The database broke the transaction off again and again: others were always quicker, it cannot be reached, or what is
/// added is there already. Nothing was written.
/// </summary>
public sealed class DatabaseConflictException(string what, int tries, Exception cause)
    : WorkflowException($"'{what}' was broken off by the database {tries} times: {cause.GetBaseException().Message}", cause);
