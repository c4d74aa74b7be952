using System.Globalization;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Serilog;
using Workflow.Forums.People;
using Workflow.Host.Api;
using Workflow.Host.Commands;
using Workflow.Host.Composition;
using Workflow.Host.Telemetry;
using Workflow.Messaging;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Puts the service together: rooms, Hangfire, HTTP, health. It holds no rule.</summary>
internal static class ServeApplication
{
    private const string Operators = "operators";

    public static async Task<WebApplication> BuildAsync(ServeRequest request, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var options = builder.Configuration.GetSection(ServeOptions.Section).Get<ServeOptions>() ?? new ServeOptions();
        request = request with { Database = request.Database ?? options.Database };
        builder.WebHost.UseUrls(request.Urls ?? ServeDefaults.Url);
        builder.Services.AddSystemd().AddWindowsService();
        builder.Services.AddSerilog(logging => logging
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", Serilog.Events.LogEventLevel.Information)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose));
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateOnBuild, provider.ValidateScopes) = (true, true));
        var settings = Settings(request, options);
        var token = Token(request, options);
        builder.Services.AddSingleton(TimeProvider.System).AddForum(settings).AddSingleton(token);
        builder.Services.AddTelemetryExport(builder.Configuration);
        AddJobs(builder.Services, settings.Runtime);
        AddHttp(builder.Services);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "keys")));
        var app = builder.Build();
        Map(app);
        await PrepareAsync(app.Services, request, cancellationToken).ConfigureAwait(false);
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<ILogger<ApiToken>>().Serving(
            settings.Bodies.All.Count, request.Files.Definitions().Count, options.ApiToken is null ? TokenFile(options) : "configuration"));
        return app;
    }

    private static ForumSettings Settings(ServeRequest request, ServeOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        return new ForumSettings
        {
            Runtime = DatabaseOptions.From(request.Database, Path.Combine(options.DataFolder, "workflow.db")),
            Bodies = request.WantsSamples ? Samples.Bodies(request.Files) : request.Files.Bodies(),
            People = request.WantsSamples ? Samples.People(request.Files) : request.Files.People(),
            Messaging = new MessagingOptions
            {
                Smtp = options.Mail?.ToOptions(),
                MailFolder = Path.Combine(options.DataFolder, "mail"),
                PublicationRoot = options.DataFolder,
                SenderAddress = options.SenderAddress,
                SenderName = options.SenderName,
            },
        };
    }

    private static ApiToken Token(ServeRequest request, ServeOptions options)
    {
        if (options.ApiToken is { } configured)
            return configured.Length >= ApiToken.ShortestLength
                ? ApiToken.From(configured)
                : throw new CommandRefusedException(new Forums.Refusal("token-short", HostTexts.Format("TokenShort", ApiToken.ShortestLength)));
        var urls = (request.Urls ?? ServeDefaults.Url).Split(';');
        if (urls.Any(url => !Address(url).IsLoopback))
            throw new CommandRefusedException(new Forums.Refusal("token-missing", HostTexts.Get("TokenMissing")));
        return ApiToken.FromFile(TokenFile(options));
    }

    /// <summary>A star or a plus stands for every address of the machine.</summary>
    private static Uri Address(string url) =>
        Uri.TryCreate(url.Replace('+', '*').Replace("*", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
            ? address
            : throw new CommandRefusedException(new Forums.Refusal("url-wrong", HostTexts.Format("UrlWrong", url)));

    private static string TokenFile(ServeOptions options) => Path.Combine(options.DataFolder, "api-token");

    private static void AddJobs(IServiceCollection services, RuntimeOptions runtime)
    {
        services.AddHangfire(hangfire =>
        {
            hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (runtime.Database == DatabaseKind.Postgres)
                // Sliding: without it a long job would be started again and again.
                hangfire.UsePostgreSqlStorage(
                    storage => storage.UseNpgsqlConnection(runtime.ConnectionString),
                    new PostgreSqlStorageOptions { UseSlidingInvisibilityTimeout = true, EnableLongPolling = true });
            else
                hangfire.UseInMemoryStorage(new InMemoryStorageOptions());
        });
        services.AddHangfireServer(server =>
        {
            server.Queues = Queues.All;
            server.WorkerCount = 4;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        services.AddHostedService<SignalPump>().AddHostedService<DeadlineWaker>().AddHostedService<EffectsPump>();
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.AddAuthentication(TokenAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Operators, policy => policy.RequireAuthenticatedUser());
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = ForumJson.Options.Encoder;
            foreach (var converter in ForumJson.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<BadRequestAnswer>().AddProblemDetails().AddOpenApi();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler().UseStatusCodePages();
        app.UseAuthentication().UseAuthorization();
        app.MapHealthChecks("/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/ready");
        app.MapOpenApi();
        app.MapForumApi(Operators);
        // Never open to "local requests": behind a reverse proxy on the same host everybody is local.
        app.MapHangfireDashboardWithAuthorizationPolicy(Operators, "/hangfire", new DashboardOptions { IsReadOnlyFunc = _ => true });
    }

    /// <summary>The service does not start with a broken definition: all mistakes are told, and nothing has begun.</summary>
    private static async Task PrepareAsync(IServiceProvider services, ServeRequest request, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ForumDatabase>().MigrateAsync(cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<DefinitionStore>().LoadAsync(request.Files.Definitions(), cancellationToken).ConfigureAwait(false);
        var transport = services.GetRequiredService<Activities.Ports.IMailTransport>();
        await services.GetRequiredService<OutboxStore>().RecoverOnStartAsync(transport.IsIdempotent, cancellationToken).ConfigureAwait(false);
        if (request.WantsSamples)
            await Samples.LoadAsync(services, request.Files, cancellationToken).ConfigureAwait(false);
        var recurring = services.GetRequiredService<IRecurringJobManager>();
        recurring.AddOrUpdate<DeadlineJob>("deadlines", Queues.Deadlines, job => job.RunAsync(null, CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<MailJob>("mail", Queues.Mail, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<PublicationJob>("publication", Queues.Publication, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<SealJob>("audit-seal", Queues.Upkeep, job => job.RunAsync(CancellationToken.None), Cron.Daily());
        recurring.AddOrUpdate<DutyJob>("duties", Queues.Upkeep, job => job.RunAsync(CancellationToken.None), Cron.Daily(4));
        // The file of people was read anew: whose mandate has ended meanwhile owes nothing any more.
        services.GetRequiredService<IBackgroundJobClient>().Enqueue<DutyJob>(job => job.RunAsync(CancellationToken.None));
    }
}
