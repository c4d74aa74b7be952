using System.Globalization;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Serilog;
using Workflow.Forums.People;
using Workflow.Host.Api;
using Workflow.Host.Commands;
using Workflow.Host.Composition;
using Workflow.Host.Pages;
using Workflow.Host.Telemetry;
using Workflow.Messaging;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Puts the service together: rooms, Hangfire, HTTP, health. It holds no rule.</summary>
internal static class ServeApplication
{
    private const string Readers = "readers";

    public static async Task<WebApplication> BuildAsync(ServeRequest request, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var options = request.Options ?? builder.Configuration.GetSection(ServeOptions.Section).Get<ServeOptions>()
            ?? new ServeOptions();
        request = request with { Database = request.Database ?? options.Database };
        builder.WebHost.UseUrls(request.Urls ?? ServeDefaults.Url);
        builder.Services.AddSystemd().AddWindowsService();
        builder.Services.AddSerilog(logging => logging
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", Serilog.Events.LogEventLevel.Information)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(
                formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose));
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));
        var people = request.WantsSamples
            ? new PeopleAtStart(null, null)
            : new PeopleAtStart(request.Files, request.Files.PeopleText());
        var settings = Settings(request, options, people);
        var tokens = Tokens(request, options);
        builder.Services.AddSingleton(TimeProvider.System).AddForum(settings).AddSingleton(tokens);
        builder.Services.AddTelemetryExport(builder.Configuration);
        builder.Services.AddSingleton(people).AddJobs(settings.Runtime);
        AddHttp(builder.Services);
        builder.Services.AddSingleton(options).AddLinkLimits(options).AddRazorComponents();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "keys")));
        request.Also?.Invoke(builder.Services);
        var app = builder.Build();
        // First: the dashboard opens Hangfire's store, and a database that is away is to be told as such.
        await ServeStart.PrepareAsync(app.Services, request, cancellationToken).ConfigureAwait(false);
        Map(app);
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<ILogger<ApiToken>>().Serving(
            settings.Bodies.All.Count, request.Files.Definitions().Count,
            options.ApiToken is null ? TokenFile(options) : "configuration"));
        return app;
    }

    private static ForumSettings Settings(ServeRequest request, ServeOptions options, PeopleAtStart people)
    {
        Directory.CreateDirectory(options.DataFolder);
        var runtime = DatabaseOptions.From(
            request.Database, Path.Combine(options.DataFolder, "workflow.db"), options.IdleInTransactionTimeout);
        runtime.LinkKey = options.LinkKey;
        var bodies = request.WantsSamples ? Samples.Bodies(request.Files) : request.Files.Bodies();
        return new ForumSettings
        {
            Runtime = runtime,
            Engine = request.Engine,
            PublicUrl = options.PublicUrl ?? PublicAddress(request),
            // Without a name for the world outside the links lead to this machine only.
            AttachesDocuments = options.PublicUrl is null,
            ReplyAddress = options.Mail?.ReplyAddress,
            Templates = LetterSettings.Templates(options.TemplatesFolder),
            MessageIdDomain = LetterSettings.Domain(options.MessageIdDomain),
            Bodies = bodies,
            People = people.Files?.People(bodies, people.Text) ?? Samples.People(request.Files),
            Messaging = new MessagingOptions
            {
                Smtp = options.Mail?.ToOptions(),
                Graph = options.Graph?.ToOptions(),
                Inbound = options.Mailbox.ToOptions(
                    options.DataFolder, options.Mail?.ScannerCommand) with
                { PdfReader = PdfTextCommand.Line },
                MailFolder = Path.Combine(options.DataFolder, "mail"),
                PublicationRoot = options.DataFolder,
                SenderAddress = options.Sender,
                SenderName = options.SenderName,
            },
        };
    }

    private static AccessTokens Tokens(ServeRequest request, ServeOptions options)
    {
        var acting = options.OperatorToken is { } secret ? Configured(nameof(ServeOptions.OperatorToken), secret) : null;
        if (options.OperatorToken is not null && options.OperatorToken == options.ApiToken)
            throw new CommandRefusedException(new Forums.Refusal("token-same", HostTexts.Get("TokenSame")));
        if (options.ApiToken is { } configured)
            return new AccessTokens(Configured(nameof(ServeOptions.ApiToken), configured), acting);
        var urls = (request.Urls ?? ServeDefaults.Url).Split(';');
        if (urls.Any(url => !Address(url).IsLoopback))
            throw new CommandRefusedException(new Forums.Refusal("token-missing", HostTexts.Get("TokenMissing")));
        return new AccessTokens(ApiToken.FromFile(TokenFile(options)), acting);
    }

    private static ApiToken Configured(string setting, string token) => token.Length >= ApiToken.ShortestLength
        ? ApiToken.From(token)
        : throw new CommandRefusedException(new Forums.Refusal(
            "token-short", HostTexts.Format("TokenShort", $"{ServeOptions.Section}__{setting}", ApiToken.ShortestLength)));

    /// <summary>
    /// The first address it listens on; none while the system is to choose the port, for then no letter could name it.
    /// </summary>
    private static string? PublicAddress(ServeRequest request)
    {
        var url = (request.Urls ?? ServeDefaults.Url).Split(';')[0];
        return Address(url).Port == 0 ? null : url;
    }

    /// <summary>A star or a plus stands for every address of the machine.</summary>
    private static Uri Address(string url) =>
        Uri.TryCreate(url.Replace('+', '*').Replace("*", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
            ? address
            : throw new CommandRefusedException(new Forums.Refusal("url-wrong", HostTexts.Format("UrlWrong", url)));

    private static string TokenFile(ServeOptions options) => Path.Combine(options.DataFolder, "api-token");

    private static void AddHttp(IServiceCollection services)
    {
        services.AddAuthentication(TokenAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Readers, policy => policy.RequireAuthenticatedUser());
        // A browser sends its password along wherever a foreign page makes it post to: with this only the dashboard's own pages
        // act.
        services.AddAntiforgery();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = ForumJson.Options.Encoder;
            foreach (var converter in ForumJson.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<BadRequestAnswer>().AddProblemDetails().AddOpenApi();
        services.AddServeHealth();
    }

    /// <summary>
    /// Reads a request before anything is made of it. In .NET 10 the reader of JSON breaks off when the server is asked to end,
    /// and a request on its way would be answered 500; the stream reads on.
    /// </summary>
    private static async Task ReadWholeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.HasJsonContentType())
        {
            context.Request.EnableBuffering();
            await context.Request.Body.DrainAsync(context.RequestAborted).ConfigureAwait(false);
            context.Request.Body.Position = 0;
        }

        await next(context).ConfigureAwait(false);
    }

    private static void Map(WebApplication app)
    {
        app.UseTrustedProxies(app.Services.GetRequiredService<ServeOptions>());
        app.UseExceptionHandler().UseStatusCodePages();
        app.UseRateLimiter();
        app.UseAuthentication().UseAuthorization();
        app.Use(ReadWholeAsync);
        app.MapHealthChecks("/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/ready", ServeHealth.Options);
        app.MapOpenApi();
        app.MapForumApi(Readers);
        app.MapPageAssets();
        app.MapLinkPages();
        app.MapLedgerPages(Readers);
        // Never open to "local requests": behind a reverse proxy on the same host everybody is local.
        app.MapHangfireDashboardWithAuthorizationPolicy(Readers, TokenAuthentication.Dashboard, new DashboardOptions
        {
            IsReadOnlyFunc = context => !context.GetHttpContext().User.IsInRole(AccessTokens.OperatorRole),
        });
    }
}
