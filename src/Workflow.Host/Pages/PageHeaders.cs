namespace Workflow.Host.Pages;

/// <summary>What is said with every page: nothing runs, nothing is kept, nothing is told to others.</summary>
internal static class PageHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <param name="style">Hash of the one style sheet that stands in a document itself; null for a page of ours.</param>
    public static void Set(HttpResponse response, string? style = null)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = style is null ? Policy : $"{Policy}; style-src 'sha256-{style}'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    public static TBuilder WithPageHeaders<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) =>
        {
            Set(context.HttpContext.Response);
            return await next(context).ConfigureAwait(false);
        });
}
