using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Workflow.Runtime.Storage;

/// <summary>Opens the database that the options name.</summary>
internal sealed class DatabaseFactory(RuntimeOptions options)
{
    private readonly DbContextOptions _built = options.Database == DatabaseKind.Sqlite
        ? Sqlite(options.ConnectionString).Options
        : Postgres(options.ConnectionString).Options;

    public bool IsSqlite => options.Database == DatabaseKind.Sqlite;

    public bool UsesDatabaseClock => !IsSqlite && options.SeveralHosts;

    public ForumDbContext Create() => IsSqlite
        ? new SqliteForumDbContext((DbContextOptions<SqliteForumDbContext>)_built)
        : new PostgresForumDbContext((DbContextOptions<PostgresForumDbContext>)_built);

    public static DbContextOptionsBuilder<SqliteForumDbContext> Sqlite(string connectionString) =>
        new DbContextOptionsBuilder<SqliteForumDbContext>()
            .UseSqlite(connectionString)
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(new DurableSqlite());

    public static DbContextOptionsBuilder<PostgresForumDbContext> Postgres(string connectionString) =>
        new DbContextOptionsBuilder<PostgresForumDbContext>()
            .UseNpgsql(connectionString)
            .UseSnakeCaseNamingConvention();

    /// <summary>
    /// FULL, not NORMAL: after a power cut NORMAL may lose the last commits, and a mail may already have gone for them.
    /// </summary>
    private sealed class DurableSqlite : DbConnectionInterceptor
    {
        private const string Pragmas = "pragma synchronous = full; pragma busy_timeout = 10000; pragma foreign_keys = on;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
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
