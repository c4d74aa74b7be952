using Microsoft.Extensions.Logging;

namespace Workflow.Activities.Meetings;

internal static partial class Log
{
    [LoggerMessage(131, LogLevel.Warning,
        "The calendar could not be asked about meeting {MeetingId} ({Cause}); it is asked again.")]
    public static partial void EventFailed(this ILogger logger, string meetingId, string cause);
}
