using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Databases;

/// <summary>One process's worth of the runtime over a test's database. Several over one database are several hosts.</summary>
public sealed class RuntimeUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RuntimeUnderTest(ServiceProvider services, FakeTimeProvider time) => (_services, Time) = (services, time);

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; }

    public ForumRuntime Runtime => Get<ForumRuntime>();

    public SignalDeliverer Deliverer => Get<SignalDeliverer>();

    public DeadlineSweep Sweep => Get<DeadlineSweep>();

    public OutboxStore Outbox => Get<OutboxStore>();

    public ForumOverview Overview => Get<ForumOverview>();

    public static async Task MigrateAsync(DatabaseKind kind, string connectionString)
    {
        await using var database = new TestDatabase(kind, connectionString, () => Task.CompletedTask);
        await using var runtime = Over(database, []);
        await runtime.Get<ForumDatabase>().MigrateAsync(CancellationToken.None);
    }

    /// <param name="engine">Puts another runtime in the place of the embedded one.</param>
    /// <param name="onEmbedded">The embedded engine, whatever the others run on.</param>
    /// <param name="time">Shared where a later process must go on at the same time; otherwise begins at
    /// <see cref="Start"/>.</param>
    public static RuntimeUnderTest Over(
        TestDatabase database,
        IEnumerable<IActivityType> activities,
        ITransactionProbe? probe = null,
        FakeTimeProvider? time = null,
        bool severalHosts = false,
        Action<IServiceCollection>? engine = null,
        bool onEmbedded = false,
        TimeSpan leaveToOthers = default)
    {
        time ??= new FakeTimeProvider(Start);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(new ActivityCatalogue(activities))
            .AddForumRuntime(new RuntimeOptions
            {
                Database = database.Kind,
                ConnectionString = database.ConnectionString,
                SeveralHosts = severalHosts,
                LeaveToOthers = leaveToOthers,
            });
        if (!onEmbedded && EngineUnderTest.Other is { } other)
            services.UseLifecycleEngine(other);
        if (probe is not null)
            services.AddSingleton(probe);
        engine?.Invoke(services);
        var provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        return new RuntimeUnderTest(provider, time);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
