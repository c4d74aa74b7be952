using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Workflow.Engine.Activities;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;

namespace Workflow.Simulation.World;

/// <summary>
/// Gives each run an empty, migrated database of its own, copied from one that was migrated once. SQLite files lie in
/// memory where the machine has a folder for that: our process dies in these runs, the machine never does.
/// </summary>
internal sealed class SimulationDatabases(DatabaseKind kind) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "forum-sim-" + Path.GetRandomFileName())).FullName;

    private PostgresCluster? _cluster;
    private string? _template;
    private int _files;

    public static bool HasPostgres => PostgresBinaries.Find() is not null;

    public async Task<SimulationDatabase> CreateAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            return kind == DatabaseKind.Sqlite ? await SqliteAsync().ConfigureAwait(false) : await PostgresAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync().ConfigureAwait(false);
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        _gate.Dispose();
    }

    private async Task<SimulationDatabase> SqliteAsync()
    {
        if (_template is null)
        {
            var template = Path.Combine(_folder, "template.db");
            await MigrateAsync($"Data Source={template}").ConfigureAwait(false);
            SqliteConnection.ClearAllPools();
            _template = template;
        }

        var file = Path.Combine(_folder, $"run-{++_files}.db");
        File.Copy(_template, file);
        var connectionString = $"Data Source={file}";
        return new SimulationDatabase(DatabaseKind.Sqlite, connectionString, () =>
        {
            using (var connection = new SqliteConnection(connectionString))
                SqliteConnection.ClearPool(connection);
            foreach (var path in new[] { file, file + "-wal", file + "-shm" })
                File.Delete(path);
            return Task.CompletedTask;
        });
    }

    private async Task<SimulationDatabase> PostgresAsync()
    {
        var cluster = _cluster ??= await PostgresCluster.StartAsync(
            PostgresBinaries.Find() ?? throw new InvalidOperationException("No PostgreSQL on this machine (initdb not found).")).ConfigureAwait(false);
        if (_template is null)
        {
            var template = await cluster.CreateDatabaseAsync().ConfigureAwait(false);
            await MigrateAsync(cluster.ConnectionString(template)).ConfigureAwait(false);
            NpgsqlConnection.ClearAllPools();
            _template = template;
        }

        var name = await cluster.CreateDatabaseAsync(_template).ConfigureAwait(false);
        return new SimulationDatabase(kind, cluster.ConnectionString(name), () => cluster.DropDatabaseAsync(name));
    }

    private async Task MigrateAsync(string connectionString)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(new ActivityCatalogue([]))
            .AddForumRuntime(new RuntimeOptions { Database = kind, ConnectionString = connectionString })
            .BuildServiceProvider();
        await services.GetRequiredService<ForumDatabase>().MigrateAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
