namespace Workflow.Engine;

/// <summary>The one root of faults: something that should not happen, as opposed to a refusal, which is an answer.</summary>
public abstract class WorkflowException(string message, Exception? inner = null) : Exception(message, inner);
