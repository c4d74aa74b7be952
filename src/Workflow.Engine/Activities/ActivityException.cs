namespace Workflow.Engine.Activities;

/// <summary>
/// An activity could not do its work. Whether trying again may help is part of the type, never a guess of the caller.
/// </summary>
public abstract class ActivityException(string message, Exception? inner = null) : WorkflowException(message, inner);

/// <summary>
/// The cause may pass (a lock, a time-out): the burst is rolled back and tried again, a bounded number of times.
/// </summary>
public sealed class RetryableActivityException(string message, Exception? inner = null) : ActivityException(message, inner);

/// <summary>Trying again gives the same answer: the instance is faulted at once and waits for an operator.</summary>
public sealed class PermanentActivityException(string message, Exception? inner = null) : ActivityException(message, inner);
