using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflow.Messaging.Graph;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>
/// Stands in for Microsoft Graph on loopback, over TLS. It knows only what the product is meant to ask, answers 400 to
/// everything else and keeps the complaint: the real service cannot be reached from here.
/// </summary>
internal sealed class GraphServer : IAsyncDisposable
{
    public const string Mailbox = "sekretariat@fjordby.invalid";
    public const string Token = "token-of-the-test";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate = SmtpServer.SelfSigned();

    private GraphServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public ConcurrentQueue<GraphRequest> Requests { get; } = new();

    /// <summary>What a real service would not have understood.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>The answers; asked for each request that is well formed. Null: the connection is cut.</summary>
    public Func<GraphRequest, GraphAnswer?> Answer { get; set; } = _ => new GraphAnswer(202);

    public GraphOptions Options => new()
    {
        TenantId = "tenant",
        ClientId = "client",
        ClientSecret = "secret",
        Mailbox = Mailbox,
        Calendar = Mailbox,
        BaseUrl = new Uri(Address(_app) + "/v1.0"),
    };

    public static async Task<GraphServer> StartAsync()
    {
        var server = new GraphServer();
        await server._app.StartAsync();
        return server;
    }

    public GraphConnection Connect(Action<GraphOptions>? change = null, TokenCredential? credential = null)
    {
        var options = Options;
        change?.Invoke(options);
        return new GraphConnection(options, credential ?? new FixedToken(), Network());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private SocketsHttpHandler Network() => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) =>
            presented?.GetCertHashString() == _certificate.GetCertHashString() },
    };

    private static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private async Task TakeAsync(HttpContext context)
    {
        var request = await GraphRequest.ReadAsync(context.Request);
        Requests.Enqueue(request);
        try
        {
            await AnswerAsync(context, request);
        }
        catch (Exception fault)
            when (fault is System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Complaints.Enqueue($"{request.Method} {request.Path}: {fault.Message}");
            throw;
        }
    }

    private async Task AnswerAsync(HttpContext context, GraphRequest request)
    {
        if (GraphGrammar.Complaint(request) is { } complaint)
        {
            Complaints.Enqueue($"{request.Method} {request.Path}: {complaint}");
            await WriteAsync(context, GraphAnswer.Error(400, "BadRequest"));
            return;
        }

        if (Answer(request) is not { } answer)
        {
            context.Abort();
            return;
        }

        if (answer.After is { } pause)
            await Task.Delay(pause, context.RequestAborted);
        await WriteAsync(context, answer);
    }

    private static async Task WriteAsync(HttpContext context, GraphAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds;
        if (answer.Json is null)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Json);
    }

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}

internal sealed record GraphAnswer(int Status, string? Json = null, string? RetryAfter = null)
{
    /// <summary>How long it takes; null for at once.</summary>
    public TimeSpan? After { get; init; }

    public static GraphAnswer Error(int status, string code, string? retryAfter = null) =>
        new(status,
            $$$"""{"error":{"code":"{{{code}}}","message":"Said by the fake, with an address p1@fjordby.invalid in it."}}""",
            retryAfter);
}
