using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace Workflow.IntegrationTests.Databases;

/// <summary>Gives each test an empty, migrated database of its own, copied from one that was migrated once.</summary>
public sealed class TestDatabases : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("forum-sqlite-").FullName;
    private PostgresCluster? _cluster;
    private string? _postgresTemplate;
    private string? _sqliteTemplate;
    private int _files;

    /// <summary>
    /// Skips the test where PostgreSQL is absent; fails it where WORKFLOW_REQUIRE_POSTGRES=1 says it must be there.
    /// </summary>
    public async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        await _gate.WaitAsync();
        try
        {
            return kind == DatabaseKind.Sqlite ? await CreateSqliteAsync() : await CreatePostgresAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        _gate.Dispose();
    }

    private async Task<TestDatabase> CreateSqliteAsync()
    {
        if (_sqliteTemplate is null)
        {
            var template = Path.Combine(_folder, "template.db");
            await RuntimeUnderTest.MigrateAsync(DatabaseKind.Sqlite, $"Data Source={template}");
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _sqliteTemplate = template;
        }

        var file = Path.Combine(_folder, $"forum-{Interlocked.Increment(ref _files)}.db");
        File.Copy(_sqliteTemplate, file);
        return new TestDatabase(DatabaseKind.Sqlite, $"Data Source={file}", () => Task.CompletedTask);
    }

    private async Task<TestDatabase> CreatePostgresAsync()
    {
        var cluster = _cluster ??= await PostgresCluster.StartAsync(RequirePostgres());
        if (_postgresTemplate is null)
        {
            var template = await cluster.CreateDatabaseAsync();
            await RuntimeUnderTest.MigrateAsync(DatabaseKind.Postgres, cluster.ConnectionString(template));
            Npgsql.NpgsqlConnection.ClearAllPools();
            _postgresTemplate = template;
        }

        var name = await cluster.CreateDatabaseAsync(_postgresTemplate);
        return new TestDatabase(DatabaseKind.Postgres, cluster.ConnectionString(name), () => cluster.DropDatabaseAsync(name));
    }

    internal static PostgresBinaries RequirePostgres()
    {
        var binaries = PostgresBinaries.Find();
        if (binaries is null && Environment.GetEnvironmentVariable("WORKFLOW_REQUIRE_POSTGRES") == "1")
            Assert.Fail("WORKFLOW_REQUIRE_POSTGRES=1, but initdb is neither in PATH nor in /usr/lib/postgresql/*/bin.");
        if (binaries is null)
            Assert.Skip("No PostgreSQL on this machine (initdb not found).");
        return binaries;
    }
}
