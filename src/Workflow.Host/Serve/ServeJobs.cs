using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Workflow.Activities.Inbound;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>Hangfire and the loops that feed it.</summary>
internal static class ServeJobs
{
    /// <summary>A host that died holds a job, or the lock on the recurring ones, no longer than this.</summary>
    private static readonly TimeSpan Dead = TimeSpan.FromMinutes(1);

    /// <summary>Two processes on one machine, or two containers of one name, have different ones.</summary>
    private static readonly string Mark = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Name of this process's own server for the queue; Hangfire puts more behind it, after a colon.</summary>
    public static string ServerName(string queue) => $"{Environment.MachineName}-{queue}-{Mark}".ToLowerInvariant();

    public static void AddJobs(this IServiceCollection services, RuntimeOptions runtime)
    {
        services.AddHangfire(hangfire =>
        {
            hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (runtime.Database == DatabaseKind.Postgres)
                hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(runtime.ConnectionString), Storage());
            else
                hangfire.UseInMemoryStorage(new InMemoryStorageOptions());
        });
        foreach (var (queue, workers) in Queues.Workers)
        {
            services.AddHangfireServer(server =>
            {
                server.ServerName = ServerName(queue);
                server.Queues = [queue];
                server.WorkerCount = workers;
            });
        }

        // A server of Hangfire's may wait 15 seconds for a lock of a host that died; one after the other they would need more
        // than the
        // 30 seconds there are, and the service would end with an error.
        services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        services.AddSingleton<JobQueue>().AddSingleton<RecurringJobs>().AddSingleton<InboundDrain>();
        services.AddHostedService<SignalPump>().AddHostedService<DeadlineWaker>().AddHostedService<EffectsPump>()
            .AddHostedService<InboundPump>().AddHostedService<Timetable>();
        services.AddSingleton<PeopleWatch>().AddHostedService(provider => provider.GetRequiredService<PeopleWatch>());
    }

    private static PostgreSqlStorageOptions Storage() => new()
    {
        // Sliding: without it a job longer than the time-out would be started again and again.
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = Dead,
        DistributedLockTimeout = Dead,
        // Workers are told of a job at once; the interval is the net under that.
        EnableLongPolling = true,
        QueuePollInterval = TimeSpan.FromSeconds(2),
    };
}
