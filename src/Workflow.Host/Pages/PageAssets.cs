using System.Collections.Frozen;

namespace Workflow.Host.Pages;

/// <summary>
/// Style sheets, fonts and icons of the pages, out of the program itself: they are there however it is started, and nothing
/// beside them can be asked for.
/// </summary>
internal static class PageAssets
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, byte[]> Files = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    public static void MapPageAssets(this IEndpointRouteBuilder app) =>
        app.MapGet("/assets/{**path}", (string path, HttpContext context) =>
        {
            if (!Files.TryGetValue(path, out var content))
                return Results.NotFound();
            context.Response.Headers.CacheControl = "public, max-age=86400";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Bytes(content, MediaType(path));
        }).ExcludeFromDescription();

    private static string MediaType(string path) => Path.GetExtension(path) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff" => "font/woff",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
