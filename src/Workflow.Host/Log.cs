namespace Workflow.Host;

/// <summary>Everything this room logs: never a text, an address or a token.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Loop} failed and goes on.")]
    public static partial void LoopFailed(this ILogger logger, string loop, Exception exception);

    [LoggerMessage(2, LogLevel.Information,
        "Serving {Bodies} bodies and {Definitions} definition files; the API token lies in {TokenPlace}.")]
    public static partial void Serving(this ILogger logger, int bodies, int definitions, string tokenPlace);

    [LoggerMessage(30, LogLevel.Warning, "The gauges could not be read ({Cause}); the old numbers stay.")]
    public static partial void GaugesNotRead(this ILogger logger, string cause);

    [LoggerMessage(31, LogLevel.Information, "The file of people was read: {People}, {New} of them new, and {Gone} are gone.")]
    public static partial void PeopleRead(this ILogger logger, int people, int @new, int gone);

    [LoggerMessage(32, LogLevel.Warning,
        "The file of people has {Mistakes} mistakes and is not used; what was read before counts. /ready and check name them.")]
    public static partial void PeopleNotRead(this ILogger logger, int mistakes);
}
