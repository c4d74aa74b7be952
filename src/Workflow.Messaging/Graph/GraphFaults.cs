using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Azure;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Graph;

/// <summary>What the service's answers, and their absence, mean for a letter.</summary>
internal static class GraphFaults
{
    /// <summary>Where the service says it is busy and not for how long.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Codes of a "no" that is about the one recipient or the one letter.</summary>
    private static readonly string[] OfTheLetter =
        ["ErrorInvalidRecipients", "ErrorRecipientNotFound", "ErrorMessageSizeExceeded", "ErrorMimeContentInvalid",
        "ErrorMimeContentInvalidBase64String"];

    public static DeliveryResult Result(ApiException answer, GraphOptions options) => answer.ResponseStatusCode switch
    {
        429 or 503 => new DeliveryResult.Unreachable(Say(answer, options)),
        401 or 403 or 404 => new DeliveryResult.Unreachable(Say(answer, options)),
        413 => new DeliveryResult.Refused(Say(answer, options), Permanent: true),
        >= 400 and < 500 =>
            new DeliveryResult.Refused(
                Say(answer, options), Permanent: OfTheLetter.Contains(Code(answer), StringComparer.OrdinalIgnoreCase)),
        // Something behind the service may have taken it before the answer was lost (502, 504) or went wrong (500).
        _ => new DeliveryResult.Unknown(GraphTexts.Say("LostAfter", Status(answer))),
    };

    /// <summary>The service took nothing and wants to be left alone for a while.</summary>
    public static bool IsBusy(ApiException answer) => answer.ResponseStatusCode is 429 or 503;

    public static TimeSpan RetryAfter(ApiException answer, TimeProvider time)
    {
        var header = answer.ResponseHeaders?.FirstOrDefault(
            pair => pair.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        if (!RetryConditionHeaderValue.TryParse(header, out var value))
            return ShortPause;
        var pause = value.Delta ?? (value.Date - time.GetUtcNow()) ?? ShortPause;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }

    /// <summary>Nothing can have reached the service.</summary>
    public static bool IsBefore(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>No answer, or none that can be read.</summary>
    public static bool IsOfTheConnection(Exception exception) => exception
        is HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException
            or RequestFailedException;

    /// <summary>A name for the log and the row: never the service's own words, which may hold an address.</summary>
    public static string Name(Exception exception) => exception switch
    {
        ApiException answer => Status(answer),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => request.HttpRequestError.ToString(),
        RequestFailedException { Status: > 0 } failed => failed.Status.ToString(CultureInfo.InvariantCulture),
        { InnerException: RequestFailedException { Status: > 0 } failed } => failed.Status.ToString(CultureInfo.InvariantCulture),
        OperationCanceledException => nameof(TimeoutException),
        _ => exception.GetType().Name,
    };

    public static string Say(ApiException answer, GraphOptions options) => answer.ResponseStatusCode switch
    {
        401 => GraphTexts.Say("NotLetIn", Status(answer)),
        403 => GraphTexts.Say("NoRight", options.Mailbox, Status(answer)),
        404 => GraphTexts.Say("NoMailbox", options.Mailbox, Status(answer)),
        429 or 503 => GraphTexts.Say("BusyNow", Status(answer)),
        _ => GraphTexts.Say("Refused", Status(answer)),
    };

    /// <summary>The status with the service's own code for it, which is a name and never free text.</summary>
    private static string Status(ApiException answer)
    {
        var status = answer.ResponseStatusCode.ToString(CultureInfo.InvariantCulture);
        return Code(answer) is { Length: > 0 } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_')
            ? $"{status} {code}"
            : status;
    }

    private static string? Code(ApiException answer) => (answer as ODataError)?.Error?.Code;
}
