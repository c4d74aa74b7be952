using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MimeKit;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>What was asked of the service, read to the end.</summary>
internal sealed record GraphRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Without the version at its head.</summary>
    public string Resource => Path["/v1.0".Length..];

    public bool IsSendMail => Resource.EndsWith("/sendMail", StringComparison.Ordinal);

    public MimeMessage Mail()
    {
        using var bytes = new MemoryStream(Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(Body)));
        return MimeMessage.Load(bytes);
    }

    public JsonElement Json() => JsonDocument.Parse(Body).RootElement;

    /// <summary>Of a move. The service does not care about its case; the SDK writes it with a capital.</summary>
    public string? Destination() =>
        Json().EnumerateObject().FirstOrDefault(
            property => property.NameEquals("DestinationId") || property.NameEquals("destinationId")).Value.GetString();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<GraphRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new GraphRequest(
            request.Method,
            request.Path.Value ?? "",
            request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
            request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
    }
}
