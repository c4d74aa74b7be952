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
}
