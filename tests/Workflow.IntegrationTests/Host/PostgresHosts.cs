using System.Globalization;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Messaging;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Host;

/// <summary>A PostgreSQL of its own, that may be restarted, and hosts on it which share one data folder.</summary>
internal sealed class PostgresHosts : IAsyncDisposable
{
    public const string ApiToken = "readers-token-of-the-test";
    public const string OperatorToken = "operators-token-of-the-test";

    private readonly List<ServeProcess> _hosts = [];

    private PostgresHosts(PostgresCluster cluster, string name) => (Cluster, DatabaseName) = (cluster, name);

    public HostFolder Folder { get; } = new();

    public PostgresCluster Cluster { get; }

    public string DatabaseName { get; }

    public string ConnectionString => Cluster.ConnectionString(DatabaseName);

    public TestDatabase Database => new(DatabaseKind.Postgres, ConnectionString + ";Pooling=false", () => Task.CompletedTask);

    public static async Task<PostgresHosts> CreateAsync()
    {
        var cluster = await PostgresCluster.StartAsync(TestDatabases.RequirePostgres());
        return new PostgresHosts(cluster, await cluster.CreateDatabaseAsync());
    }

    /// <summary>Beside those of the database and the tokens, for the hosts started from then on.</summary>
    public Dictionary<string, string> MoreSettings { get; } = [];

    /// <summary>The hosts started from then on hand their letters to this mail server.</summary>
    public void SendTo(SmtpServer server)
    {
        foreach (var (name, value) in MailSettings(server.Port))
            MoreSettings[name] = value;
    }

    public static Dictionary<string, string> MailSettings(int port) => new()
    {
        ["Workflow__Mail__Host"] = "127.0.0.1",
        ["Workflow__Mail__Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Workflow__Mail__Security"] = "None",
    };

    public async Task<ServeProcess> StartAsync(CancellationToken cancellationToken, string? connectionString = null)
    {
        var settings = Settings(connectionString ?? ConnectionString);
        foreach (var (name, value) in MoreSettings)
            settings[name] = value;
        var host = await ServeProcess.StartAsync(Folder.Root, cancellationToken, settings);
        lock (_hosts)
            _hosts.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await Cluster.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Through the setting, as in earnest: a command line can be read by everybody.</summary>
    public static Dictionary<string, string> Settings(string connectionString) => new()
    {
        ["Workflow__Database"] = connectionString,
        ["Workflow__ApiToken"] = ApiToken,
        ["Workflow__OperatorToken"] = OperatorToken,
    };
}
