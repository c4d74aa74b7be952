using Elsa.Common;
using Elsa.Extensions;
using Elsa.Persistence.EFCore;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Activities.Flowchart.Options;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Distributed.Extensions;
using Medallion.Threading;
using Medallion.Threading.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflow.OnElsa.Steps;
using Workflow.Runtime;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// Elsa in a container of its own beside the forum's: its hundreds of services stay apart, and its start-up (migrations, the
/// registry, the definitions) is over before the first case runs. It keeps no time: deadlines are the forum's.
/// </summary>
internal sealed class ElsaHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ElsaHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public static async Task<ElsaHost> StartAsync(ElsaParts parts, CancellationToken cancellationToken)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        Configure(builder.Services, parts);
        var host = new ElsaHost(builder.Build());
        try
        {
            await host._host.StartAsync(cancellationToken).ConfigureAwait(false);
            await TakenAsWritten.CheckAsync(host.Services, parts.Definitions, cancellationToken).ConfigureAwait(false);
            await LeftBehind.SweepAsync(parts, cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            // Nobody else knows it: its background work and its connections would stay as long as the program does.
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync().ConfigureAwait(false);
    }

    private static void Configure(IServiceCollection services, ElsaParts parts)
    {
        // Signals of the operating system are the program's; it ends this host when all else has ended.
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddSingleton(parts.Logging).AddSingleton(parts.Catalogue).AddSingleton(parts);
        services.AddElsa(elsa => elsa
            .UseWorkflows()
            .UseWorkflowManagement(management =>
            {
                management.UseEntityFrameworkCore(ef => { ef.On(parts.Options); });
                management.UseCache();
            })
            .UseWorkflowRuntime(runtime =>
            {
                runtime.UseEntityFrameworkCore(ef => { ef.On(parts.Options); });
                runtime.UseCache();
                runtime.UseDistributedRuntime();
                runtime.DistributedLockProvider = _ => Locks(parts.Options);
            }));
        services.AddActivityProvider<StepActivityProvider>();
        services.AddWorkflowsProvider<StoredDefinitionsProvider>();
        services.AddSingleton<ISystemClock>(new ForumClock(parts.Time));
        services.Configure<FlowchartOptions>(options => options.DefaultExecutionMode = FlowchartExecutionMode.TokenBased);
        services.Decorate<IDbContextFactory<ManagementElsaDbContext>, JoiningContextFactory<ManagementElsaDbContext>>();
        services.Decorate<IDbContextFactory<RuntimeElsaDbContext>, JoiningContextFactory<RuntimeElsaDbContext>>();
    }

    private static IDistributedLockProvider Locks(RuntimeOptions options) => options.Database == DatabaseKind.Sqlite
        ? new ProcessLocks()
        : new BurstLocks(new PostgresDistributedSynchronizationProvider(options.ConnectionString));

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class ForumClock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
