namespace Workflow.Runtime;

/// <summary>
/// An <see cref="ITransactionProbe"/> let the process die here. Nothing handles it, as nothing would outlive a kill.
/// </summary>
public sealed class ProcessDeathException(Exception cause) : Exception("The process was to die at this commit.", cause);
