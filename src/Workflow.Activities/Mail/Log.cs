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
}
