using Microsoft.Extensions.Logging;

namespace Workflow.Activities.Inbound;

/// <summary>Numbers and names of faults, never a sender, a subject or a text.</summary>
internal static partial class Log
{
    [LoggerMessage(121, LogLevel.Error, "A mail could not be filed (try {Attempt}): {Cause}. It stays in the inbox.")]
    public static partial void MailNotFiled(this ILogger logger, int attempt, string cause);
}
