using Microsoft.Extensions.Logging;

namespace Workflow.Activities.Publications;

internal static partial class Log
{
    [LoggerMessage(111, LogLevel.Warning,
        "Publication {PublicationId} could not be written ({Cause}); its row says whether and when it is tried again.")]
    public static partial void PageFailed(this ILogger logger, string publicationId, string cause);
}
