using Azure.Core;
using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Authentication.Azure;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace Workflow.Messaging.Graph;

/// <summary>The service as one application sees it: who it is, and how it is asked.</summary>
internal sealed class GraphConnection : IDisposable
{
    /// <summary>
    /// The SDK asks again by itself when the service is busy or slow, also with a 504, after which a letter may have been
    /// taken. Whoever asks decides that here.
    /// </summary>
    public static readonly RetryHandlerOption NoRetry = new() { MaxRetry = 0 };

    /// <summary>What only reads, or carries a key of its own, may be asked again when the service says it is busy.</summary>
    public static readonly RetryHandlerOption Patient = new() { MaxRetry = 3, RetriesTimeLimit = TimeSpan.FromSeconds(30) };

    public static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new()
    {
        ["XXX"] = ODataError.CreateFromDiscriminatorValue,
    };

    private readonly TokenCredential _credential;
    private readonly string[] _scopes;
    private readonly HttpClient _http;

    public GraphConnection(GraphOptions options)
        : this(options, Credential(options), null)
    {
    }

    internal GraphConnection(GraphOptions options, TokenCredential credential, HttpMessageHandler? network)
    {
        Options = options;
        _credential = credential;
        _scopes = [$"https://{options.BaseUrl.Host}/.default"];
        _http = GraphClientFactory.Create(finalHandler: network);
        // The bound is set with each request: the client's own would also end a download that goes well.
        _http.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
        var provider = new AzureIdentityAuthenticationProvider(credential, [options.BaseUrl.Host], null, true, _scopes);
        Client = new GraphServiceClient(_http, provider, options.BaseUrl.AbsoluteUri.TrimEnd('/'));
    }

    public GraphOptions Options { get; }

    public GraphServiceClient Client { get; }

    public IRequestAdapter Adapter => Client.RequestAdapter;

    /// <summary>
    /// Kept by the credential until it is about to expire. Asked for apart, so that "not let in" is not taken for "no answer".
    /// </summary>
    /// <exception cref="AuthenticationFailedException">The directory does not let the application in, or does not
    /// answer.</exception>
    public async Task LogInAsync(CancellationToken cancellationToken) =>
        await _credential.GetTokenAsync(new TokenRequestContext(_scopes), cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    private static TokenCredential Credential(GraphOptions options) => options.CertificatePath is { Length: > 0 } path
        ? new ClientCertificateCredential(options.TenantId, options.ClientId, path)
        : new ClientSecretCredential(options.TenantId, options.ClientId, options.ClientSecret);
}
