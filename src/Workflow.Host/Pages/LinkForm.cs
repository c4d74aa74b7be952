using Microsoft.AspNetCore.Http.Features;

namespace Workflow.Host.Pages;

/// <summary>A form as it was posted; nothing in it is trusted.</summary>
internal sealed class LinkForm(IFormCollection form)
{
    public string? this[string name] => form[name].FirstOrDefault();

    public IReadOnlyList<string> All(string name) => [.. form[name].OfType<string>()];

    /// <summary>Lines end in LF; control characters are gone.</summary>
    public string Text(string name) =>
        string.Concat((this[name] ?? "").ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))).Trim();

    public string Line(string name) => Text(name).ReplaceLineEndings(" ");

    /// <summary>Files with something in them: an empty choice is sent as a file without a name.</summary>
    public async Task<IReadOnlyList<Activities.Links.Upload>> UploadsAsync(CancellationToken cancellationToken)
    {
        var uploads = new List<Activities.Links.Upload>();
        foreach (var file in form.Files.Where(file => file.Length > 0))
        {
            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            uploads.Add(new Activities.Links.Upload(file.FileName, file.ContentType, content));
        }

        return uploads;
    }

    /// <returns>The form, or the page that says why it was not read.</returns>
    public static async Task<(LinkForm? Form, IResult? Problem)> ReadAsync(HttpContext context, int megabytes)
    {
        var limit = megabytes * 1024L * 1024L;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        if (!context.Request.HasFormContentType)
            return (null, LinkPages.Unread(context, StatusCodes.Status415UnsupportedMediaType, null));
        try
        {
            return (new LinkForm(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false)), null);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, LinkPages.Unread(context, exception.StatusCode, megabytes));
        }
        catch (InvalidDataException)
        {
            // A part that is longer, or has more keys, than the server's reader of forms takes.
            return (null, LinkPages.Unread(context, StatusCodes.Status400BadRequest, null));
        }
    }
}
