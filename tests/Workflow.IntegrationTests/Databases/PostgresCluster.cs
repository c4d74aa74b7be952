using Npgsql;

namespace Workflow.IntegrationTests.Databases;

/// <summary>
/// A PostgreSQL of the test run's own, reached by a socket in a temporary folder, so that nothing on the machine is
/// touched and runs do not meet. Started by the first test that needs it, stopped at the end.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private int _databases;

    private PostgresCluster(PostgresBinaries binaries, string folder) => (_binaries, _folder) = (binaries, folder);

    /// <summary>Belongs to the user that the programs run as.</summary>
    public string Folder => _folder;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>PostgreSQL's own log.</summary>
    public string Log => Path.Combine(_folder, "log");

    /// <param name="durable">
    /// With fsync, as a benchmark needs it. Tests go without: they let our process die, never the machine.
    /// </param>
    public static async Task<PostgresCluster> StartAsync(PostgresBinaries binaries, bool durable = false)
    {
        var folder = Directory.CreateTempSubdirectory("forum-pg-").FullName;
        await PostgresBinaries.OwnAsync(folder);
        var cluster = new PostgresCluster(binaries, folder);
        await binaries.RunAsync(
            "initdb", "-D", cluster.Data, "-U", "forum", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var sync = durable ? "-c max_wal_size=4GB -c track_commit_timestamp=on" : "-c fsync=off";
        var settings = $"-k {folder} -c listen_addresses='' {sync} -c max_connections=300 -c logging_collector=off";
        await binaries.RunAsync("pg_ctl", "-D", cluster.Data, "-w", "-l", cluster.Log, "-o", settings, "start");
        return cluster;
    }

    /// <summary>As after a power cut of the database's machine: every connection is gone, nothing was tidied up.</summary>
    public Task RestartAsync() =>
        _binaries.RunAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "-l", Log, "restart");

    public Task StopAsync() => _binaries.RunAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Runs one of PostgreSQL's programs for a database of this cluster.</summary>
    public Task<string> RunAsync(string program, params string[] arguments) =>
        _binaries.RunAsync(program, ["-h", _folder, "-U", "forum", .. arguments]);

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder,
        Username = "forum",
        Database = database,
        MaxPoolSize = 20,
    }.ConnectionString;

    /// <param name="template">Database to copy; nobody may be connected to it.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"forum_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name} template {template ?? "template0"}");
        return name;
    }

    public async Task DropDatabaseAsync(string name)
    {
        await using (var connection = new NpgsqlConnection(ConnectionString(name)))
            NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"drop database if exists {name} with (force)");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _binaries.RunAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names made here, from a counter.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
