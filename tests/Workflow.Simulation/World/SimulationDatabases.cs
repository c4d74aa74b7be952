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
/// Gives each run an empty, migrated database of its own, copied from one that was migrated once. SQLite keeps it in memory:
/// our process dies in these runs, the machine never does; what is broken is broken at the commit.
/// </summary>
internal sealed class SimulationDatabases(DatabaseKind kind) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), "forum-sim-" + Path.GetRandomFileName())).FullName;

    private PostgresCluster? _cluster;
    private SqliteConnection? _sqlite;
    private string? _template;
    private int _files;

    public static bool HasPostgres => PostgresBinaries.Find() is not null;

    /// <summary>
    /// No connection is used by two threads at once, and nobody asks how much memory SQLite has taken. For a program of its own:
    /// before SQLite is used.
    /// </summary>
    public static void SingleThreaded()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public async Task<SimulationDatabase> CreateAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            return kind == DatabaseKind.Sqlite
                ? await SqliteAsync().ConfigureAwait(false)
                : await PostgresAsync().ConfigureAwait(false);
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
        _sqlite?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        _gate.Dispose();
    }

    private async Task<SimulationDatabase> SqliteAsync()
    {
        if (_sqlite is null)
        {
            var template = Path.Combine(_folder, "template.db");
            await MigrateAsync($"Data Source={template}").ConfigureAwait(false);
            SqliteConnection.ClearAllPools();
            _sqlite = new SqliteConnection($"Data Source={template};Pooling=False");
            _sqlite.Open();
            using var command = _sqlite.CreateCommand();
            // What lies in memory has no log beside it.
            command.CommandText = "pragma journal_mode = delete";
            command.ExecuteNonQuery();
        }

        // Lives for as long as a connection to it is open: the world's own is opened first and closed last.
        var connectionString = $"Data Source=file:/{Path.GetFileName(_folder)}-{++_files}?vfs=memdb";
        var own = new SqliteConnection(connectionString);
        own.Open();
        _sqlite.BackupDatabase(own);
        return new SimulationDatabase(DatabaseKind.Sqlite, connectionString, own, () =>
        {
            SqliteConnection.ClearPool(own);
            return Task.CompletedTask;
        });
    }

    private async Task<SimulationDatabase> PostgresAsync()
    {
        var cluster = _cluster ??= await PostgresCluster.StartAsync(
            PostgresBinaries.Find() ?? throw new InvalidOperationException("No PostgreSQL on this machine (initdb not found)."))
            .ConfigureAwait(false);
        if (_template is null)
        {
            var template = await cluster.CreateDatabaseAsync().ConfigureAwait(false);
            await MigrateAsync(cluster.ConnectionString(template)).ConfigureAwait(false);
            await GiveClockAsync(cluster.ConnectionString(template)).ConfigureAwait(false);
            NpgsqlConnection.ClearAllPools();
            _template = template;
        }

        var name = await cluster.CreateDatabaseAsync(_template).ConfigureAwait(false);
        var connection = new NpgsqlConnection(cluster.ConnectionString(name));
        await connection.OpenAsync().ConfigureAwait(false);
        var byTheWorldsClock = new NpgsqlConnectionStringBuilder(cluster.ConnectionString(name))
        {
            SearchPath = $"{SimulationDatabase.Clock},pg_catalog,public",
        };
        return new SimulationDatabase(kind, byTheWorldsClock.ConnectionString, connection, () => cluster.DropDatabaseAsync(name));
    }

    private static async Task GiveClockAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(SimulationDatabase.ClockStatement, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
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
