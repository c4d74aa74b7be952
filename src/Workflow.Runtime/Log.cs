using Microsoft.Extensions.Logging;

namespace Workflow.Runtime;

/// <summary>Everything this room logs: ids and kinds, never a text, an address or a token.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "The transaction '{What}' is run again after {Cause} (try {Attempt}).")]
    public static partial void TransactionRetried(this ILogger logger, string what, int attempt, string cause);

    [LoggerMessage(2, LogLevel.Warning,
        "Signal {SignalId} '{Signal}' of instance {InstanceId} failed with {Cause} (try {Attempt}).")]
    public static partial void SignalFailed(
        this ILogger logger, long signalId, string signal, string instanceId, string cause, int attempt);

    [LoggerMessage(3, LogLevel.Error, "Instance {InstanceId} is faulted and waits for an operator.")]
    public static partial void InstanceFaulted(this ILogger logger, string instanceId);

    [LoggerMessage(4, LogLevel.Warning, "Deadline {Kind}/{Rung} of {SubjectId} failed with {Cause} (try {Attempt}).")]
    public static partial void DeadlineFailed(
        this ILogger logger, string kind, string rung, string subjectId, string cause, int attempt);

    [LoggerMessage(5, LogLevel.Information, "{Count} definitions are loaded.")]
    public static partial void DefinitionsLoaded(this ILogger logger, int count);

    [LoggerMessage(6, LogLevel.Information, "Version {Version} of {Definition}, stored by another host, is loaded.")]
    public static partial void DefinitionLearnt(this ILogger logger, string definition, int version);

    [LoggerMessage(7, LogLevel.Warning, "This host cannot run instance {InstanceId} ({Cause}) and leaves it to others.")]
    public static partial void LeftToOthers(this ILogger logger, string instanceId, string cause);
}
