using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Workflow.Host.Api;

/// <summary>
/// A request that cannot be read is answered with the place where reading ended, and not with what stood there.
/// </summary>
internal sealed class BadRequestAnswer : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;
        var text = bad.InnerException is JsonException json
            ? HostTexts.Format("BadJson", json.Path ?? "$", (json.LineNumber ?? 0) + 1, (json.BytePositionInLine ?? 0) + 1)
            : HostTexts.Format("BadRequest", bad.Message);
        await Results.Problem(
            statusCode: bad.StatusCode, title: "bad-request", detail: text).ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }
}
