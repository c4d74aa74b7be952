using Microsoft.Extensions.Logging;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>Ids, kinds and states, never a text or an address.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Debug, "Letter {LetterId} ({Kind}) is {Status} after try {Attempt}.")]
    public static partial void LetterSettled(this ILogger logger, long letterId, string kind, LetterStatus status, int attempt);

    [LoggerMessage(102, LogLevel.Warning, "The transport failed on letter {LetterId} ({Kind}) with {Cause}.")]
    public static partial void LetterFailed(this ILogger logger, long letterId, string kind, string cause);

    [LoggerMessage(103, LogLevel.Warning, "The mail server cannot be used: {Reason} Letters wait.")]
    public static partial void ServerUnreachable(this ILogger logger, string reason);

    [LoggerMessage(104, LogLevel.Warning, "The results of {Count} letters came after their claims had been given up.")]
    public static partial void ResultsTooLate(this ILogger logger, int count);

    [LoggerMessage(105, LogLevel.Warning, "The results of {Count} letters could not be written yet: {Cause}.")]
    public static partial void ResultsNotWritten(this ILogger logger, int count, string cause);

    [LoggerMessage(106, LogLevel.Warning, "{Count} letters were being sent by a process that is gone.")]
    public static partial void LettersRecovered(this ILogger logger, int count);
}
