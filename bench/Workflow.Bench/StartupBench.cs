using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Workflow.Bench;

/// <summary>
/// How long <c>serve</c> takes from its start until it says it is ready, over an empty store and over a full one.
/// </summary>
internal static class StartupBench
{
    private const int Stored = 1_000_000;

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync(
            $"Start of serve until /ready answers (a process of its own, PostgreSQL)").ConfigureAwait(false);
        await using var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false);
        var rows = new List<string[]> { await StartAsync("empty", database).ConfigureAwait(false) };
        await FillAsync(database.ConnectionString, Stored, "agenda-item").ConfigureAwait(false);
        rows.Add(await StartAsync($"{Stored:N0} instances stored, as many deadlines waiting", database).ConfigureAwait(false));
        await output.TableAsync(["store", "ready after s (best of 3)", "resident MB"], rows).ConfigureAwait(false);
    }

    public static async Task FillAsync(string connectionString, int count, string definition = BenchActivities.Definition)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            insert into instances (id, definition_id, definition_version, status, activity_id, waits_for, step, version, started_at)
            select 'filler-' || i, '{definition}', 1, 'Waiting', 'w1', 'Go', 4, 2, now() from generate_series(1, {count}) i on conflict do nothing;
            insert into deadlines (subject_id, kind, rung, subject_version, due, signal_name, next_try, is_late, attempts)
            select 'filler-' || i, 'answer', 'due', 1, now() + interval '400 days' + i * interval '1 second', 'Go',
                now() + interval '400 days' + i * interval '1 second', false, 0 from generate_series(1, {count}) i on conflict do nothing;
            analyze instances; analyze deadlines;
            """);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static async Task<string[]> StartAsync(string name, BenchDatabase database)
    {
        var (best, memory) = (TimeSpan.MaxValue, 0L);
        for (var i = 0; i < 3; i++)
        {
            var folder = Directory.CreateTempSubdirectory("forum-bench-serve-").FullName;
            try
            {
                await using var serve = ServeUnderBench.Start(folder, database.ConnectionString);
                var ready = await serve.ReadyAsync().ConfigureAwait(false);
                if (ready < best)
                    best = ready;
                memory = serve.ResidentBytes();
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return [name, BenchOutput.Say(best.TotalSeconds, "0.00"), BenchOutput.Say(memory / 1048576.0)];
    }
}

/// <summary>The program itself, started as an operator would.</summary>
internal sealed class ServeUnderBench : IAsyncDisposable
{
    private readonly Process _process;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Uri _url;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    /// <summary>As it was built, or as it was published where the environment says so.</summary>
    private static string Program => Path.Combine(
        Environment.GetEnvironmentVariable("WORKFLOW_BENCH_PUBLISHED") ?? AppContext.BaseDirectory, "Workflow.Host.dll");

    private ServeUnderBench(Process process, Uri url) => (_process, _url) = (process, url);

    public static ServeUnderBench Start(string folder, string connectionString)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Program, "serve", "--urls", url.ToString()])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["Workflow__DataFolder"] = folder;
        start.Environment["Workflow__Database"] = connectionString;
        var process = Process.Start(start)!;
        var serve = new ServeUnderBench(process, url);
        process.ErrorDataReceived += serve.Keep;
        process.OutputDataReceived += serve.Keep;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return serve;
    }

    public async Task<TimeSpan> ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = _url };
        while (Stopwatch.GetElapsedTime(_started) < TimeSpan.FromMinutes(1))
        {
            try
            {
                if ((await client.GetAsync(new Uri("/ready", UriKind.Relative)).ConfigureAwait(false)).IsSuccessStatusCode)
                    return Stopwatch.GetElapsedTime(_started);
            }
            catch (HttpRequestException exception) when (_process.HasExited)
            {
                throw new InvalidOperationException("serve has ended: " + string.Join('\n', _lines), exception);
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(5).ConfigureAwait(false);
        }

        throw new InvalidOperationException("serve was not ready after a minute.");
    }

    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
            _lines.Enqueue(text);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
