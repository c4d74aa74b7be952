using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime.Storage;

/// <summary>Opens the database that the options name.</summary>
internal sealed class DatabaseFactory : IAsyncDisposable
{
    /// <summary>
    /// FULL, not NORMAL: after a power cut NORMAL may lose the last commits, and a mail may already have gone for them.
    /// </summary>
    public const string SqlitePragmas = "pragma synchronous = full; pragma busy_timeout = 10000; pragma foreign_keys = on;";

    private readonly RuntimeOptions _options;
    private readonly DbContextOptions _built;
    private readonly NpgsqlDataSource? _source;
    private readonly Lazy<TableMaps> _maps;

    public DatabaseFactory(RuntimeOptions options)
    {
        _options = options;
        _built = IsSqlite ? Sqlite(options.ConnectionString).Options : Postgres(Prepared(options.ConnectionString)).Options;
        _source = IsSqlite ? null : Source(Prepared(options.ConnectionString));
        _maps = new Lazy<TableMaps>(() =>
        {
            using var db = Create();
            return new TableMaps(db.Model);
        });
    }

    public TableMaps Maps => _maps.Value;

    public bool IsSqlite => _options.Database == DatabaseKind.Sqlite;

    public string? LinkKey => _options.LinkKey;

    public bool UsesDatabaseClock => !IsSqlite && _options.SeveralHosts;

    public TimeSpan ClockKept => _options.DatabaseClockKept;

    public TimeSpan RetryPause => _options.RetryPause;

    public ForumDbContext Create() => IsSqlite
        ? new SqliteForumDbContext((DbContextOptions<SqliteForumDbContext>)_built)
        : new PostgresForumDbContext((DbContextOptions<PostgresForumDbContext>)_built);

    public SqliteSession OpenSqlite() => SqliteSession.Open(_options.ConnectionString);

    public ValueTask<NpgsqlConnection> OpenPostgresAsync(CancellationToken cancellationToken) =>
        _source!.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>
    /// A plan that was made while a table was empty reads it whole, and is kept while the table grows: measured, it halves
    /// the speed of a new installation. Every question that is asked all the time has its index, so none may be read whole.
    /// And PostgreSQL would plan anew at every execution what takes an array, because it takes the array's length for worth
    /// knowing: measured, a fifth of all it did. Both are said once per connection.
    /// </summary>
    internal const string SessionSettings = "set enable_seqscan = off; set plan_cache_mode = force_generic_plan";

    private static NpgsqlDataSource Source(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(SessionSettings, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(SessionSettings, connection);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        return builder.Build();
    }

    /// <summary>
    /// Statements are prepared by themselves after their second use, unless the connection string says otherwise.
    /// </summary>
    private static string Prepared(string connectionString)
    {
        // Nothing of ours leaves a trace in a session (no temporary tables, no settings), so none needs a reset.
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (builder.MaxAutoPrepare == 0 && !connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
            (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (100, 2);
        return builder.ConnectionString;
    }

    public static DbContextOptionsBuilder<SqliteForumDbContext> Sqlite(string connectionString) =>
        new DbContextOptionsBuilder<SqliteForumDbContext>()
            .UseSqlite(connectionString)
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(new DurableSqlite());

    public static DbContextOptionsBuilder<PostgresForumDbContext> Postgres(string connectionString) =>
        new DbContextOptionsBuilder<PostgresForumDbContext>()
            .UseNpgsql(connectionString)
            .UseSnakeCaseNamingConvention();

    private sealed class DurableSqlite : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = SqlitePragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = SqlitePragmas;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqliteForumDbContext>
{
    public SqliteForumDbContext CreateDbContext(string[] args) => new(DatabaseFactory.Sqlite("Data Source=design.db").Options);
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class PostgresDesignFactory : IDesignTimeDbContextFactory<PostgresForumDbContext>
{
    public PostgresForumDbContext CreateDbContext(string[] args) => new(DatabaseFactory.Postgres("Host=localhost").Options);
}
