using Microsoft.AspNetCore.Mvc;
using Workflow.Forums.Links;
using Workflow.Runtime;

namespace Workflow.Host.Api;

/// <summary>
/// Files as they came, for the secretariat. Whatever a stranger sent is handed on to be saved: nothing of it is shown or run
/// here,
/// whatever it says it is.
/// </summary>
internal static class FileDownload
{
    public static void MapFiles(this RouteGroupBuilder api) => api
        .MapGet(
            "/files/{hash}", async (string hash, string? name, FileStore files, HttpContext context, CancellationToken token) =>
            await files.ReadAsync(hash, token).ConfigureAwait(false) is { } file
                ? Send(context, file.Content, name ?? hash)
                : Results.Problem(
                    new ProblemDetails { Status = 404, Title = "unknown-file", Detail = HostTexts.Get("UnknownFile") }))
        .WithTags("files");

    /// <param name="name">As anybody may have written it.</param>
    public static IResult Send(HttpContext context, byte[] content, string name)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "no-store";
        return Results.File(content, "application/octet-stream", UploadedName.Clean(name));
    }

    /// <summary>What may be harmful is saved under a name that no program opens by itself.</summary>
    public static string NameOf(AnswerFile file) => file.IsSuspect ? file.Name + ".suspect" : file.Name;
}
