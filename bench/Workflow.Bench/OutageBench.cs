using System.Text.RegularExpressions;

namespace Workflow.Bench;

/// <summary>
/// What several idle hosts ask of a database that was away for a while, in the seconds after its return, beside what they always
/// ask. Counted in PostgreSQL's own log.
/// </summary>
internal static partial class OutageBench
{
    private const int Hosts = 3;

    /// <summary>A multiple of the five seconds in which every loop comes round.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync($"{Hosts} idle hosts, PostgreSQL away for {Span.TotalSeconds:0} s").ConfigureAwait(false);
        await using var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false);
        var cluster = database.Cluster!;
        var folders = Enumerable.Range(0, Hosts)
            .Select(_ => Directory.CreateTempSubdirectory("forum-bench-outage-").FullName).ToList();
        var hosts = new List<ServeUnderBench>();
        try
        {
            foreach (var folder in folders)
            {
                hosts.Add(ServeUnderBench.Start(folder, database.ConnectionString));
                await hosts[^1].ReadyAsync().ConfigureAwait(false);
            }

            await LogAllAsync(database.ConnectionString).ConfigureAwait(false);
            // The minute's jobs, which a start brings at once, are done by then.
            await Task.Delay(Span).ConfigureAwait(false);
            var rows = new List<string[]>();
            for (var i = 0; i < 3; i++)
                rows.Add(await RowAsync("usual", cluster.Log, LengthOf(cluster.Log)).ConfigureAwait(false));
            await cluster.StopAsync().ConfigureAwait(false);
            await Task.Delay(Span).ConfigureAwait(false);
            var from = LengthOf(cluster.Log);
            await cluster.RestartAsync().ConfigureAwait(false);
            for (var i = 1; i <= 4; i++, from = LengthOf(cluster.Log))
                rows.Add(await RowAsync($"after the outage, {i}.", cluster.Log, from).ConfigureAwait(false));
            await output.TableAsync(
                [$"each {Span.TotalSeconds:0} s", "statements", "new connections"], rows).ConfigureAwait(false);
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync().ConfigureAwait(false);
            folders.ForEach(folder => Directory.Delete(folder, recursive: true));
        }
    }

    private static long LengthOf(string log) => new FileInfo(log).Length;

    /// <summary>Each by itself: the server's settings are changed outside a transaction.</summary>
    private static async Task LogAllAsync(string connectionString)
    {
        await DeadlineBench.ExecuteAsync(connectionString, "alter system set log_statement = 'all'").ConfigureAwait(false);
        await DeadlineBench.ExecuteAsync(connectionString, "alter system set log_connections = on").ConfigureAwait(false);
        await DeadlineBench.ExecuteAsync(connectionString, "select pg_reload_conf()").ConfigureAwait(false);
    }

    /// <summary>What is logged from there on until the span is over.</summary>
    private static async Task<string[]> RowAsync(string name, string log, long from)
    {
        await Task.Delay(Span).ConfigureAwait(false);
        var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using (file.ConfigureAwait(false))
        {
            file.Position = from;
            using var reader = new StreamReader(file);
            var text = await reader.ReadToEndAsync().ConfigureAwait(false);
            return [name, BenchOutput.Say(Statement().Count(text)), BenchOutput.Say(Connection().Count(text))];
        }
    }

    [GeneratedRegex(@" LOG:  (statement|execute [^:]*):")]
    private static partial Regex Statement();

    [GeneratedRegex(@" LOG:  connection authorized:")]
    private static partial Regex Connection();
}
