using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Workflow.Engine.Activities;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;

namespace Workflow.Bench;

/// <summary>A database of the bench's own, with every guard of durability on, and the runtime over it.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly PostgresCluster? _cluster;
    private readonly string? _folder;
    private readonly List<ServiceProvider> _providers = [];

    private BenchDatabase(DatabaseKind kind, string connectionString, PostgresCluster? cluster, string? folder) =>
        (Kind, ConnectionString, _cluster, _folder) = (kind, connectionString, cluster, folder);

    public DatabaseKind Kind { get; }

    public string ConnectionString { get; }

    /// <summary>The server of its own that it lies in; null for SQLite, and for another database in the same server.</summary>
    public PostgresCluster? Cluster => _cluster;

    public static async Task<BenchDatabase> PostgresAsync()
    {
        var binaries = PostgresBinaries.Find()
            ?? throw new InvalidOperationException("PostgreSQL's programs are not on this machine.");
        var cluster = await PostgresCluster.StartAsync(binaries, durable: true).ConfigureAwait(false);
        var name = await cluster.CreateDatabaseAsync().ConfigureAwait(false);
        return new BenchDatabase(DatabaseKind.Postgres, cluster.ConnectionString(name), cluster, null);
    }

    /// <summary>Another database in the same cluster, which ends with the first.</summary>
    public async Task<BenchDatabase> AnotherAsync()
    {
        var name = await _cluster!.CreateDatabaseAsync().ConfigureAwait(false);
        return new BenchDatabase(Kind, _cluster.ConnectionString(name), null, null);
    }

    public static BenchDatabase Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("forum-bench-").FullName;
        return new BenchDatabase(DatabaseKind.Sqlite, $"Data Source={Path.Combine(folder, "bench.db")}", null, folder);
    }

    /// <summary>As <c>serve</c> has it: on PostgreSQL for several hosts.</summary>
    public Task<IServiceProvider> OpenAsync(IEnumerable<IActivityType> activities, params string[] definitions) =>
        OpenAsync(new ActivityCatalogue(activities), definitions);

    public Task<IServiceProvider> OpenAsync(ActivityCatalogue catalogue, params string[] definitions) =>
        OpenAsync(catalogue, engine: null, definitions);

    /// <param name="engine">Null for the embedded one.</param>
    public async Task<IServiceProvider> OpenAsync(
        ActivityCatalogue catalogue, Func<IServiceProvider, ILifecycleEngine>? engine, params string[] definitions)
    {
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(catalogue)
            .AddForumRuntime(new RuntimeOptions
            {
                Database = Kind,
                ConnectionString = ConnectionString,
                SeveralHosts = Kind == DatabaseKind.Postgres,
            });
        if (engine is not null)
            services.UseLifecycleEngine(engine);
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        await provider.GetRequiredService<ForumDatabase>().MigrateAsync(CancellationToken.None).ConfigureAwait(false);
        var files = definitions.Select((json, i) => (Name: $"{i}.json", Json: json))
            .ToDictionary(file => file.Name, file => file.Json);
        await provider.GetRequiredService<DefinitionStore>().LoadAsync(files, CancellationToken.None).ConfigureAwait(false);
        return provider;
    }

    /// <summary>Ends everything that was opened over it; it can be opened again.</summary>
    public async Task CloseAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync().ConfigureAwait(false);
        _providers.Clear();
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        if (_cluster is not null)
            await _cluster.DisposeAsync().ConfigureAwait(false);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
