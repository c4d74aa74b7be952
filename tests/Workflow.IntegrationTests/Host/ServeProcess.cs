using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Workflow.IntegrationTests.Databases;

namespace Workflow.IntegrationTests.Host;

/// <summary>The built program serving on a free port, as a process of its own; killed by its id when the test ends.</summary>
internal sealed partial class ServeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private int _disposed;

    private ServeProcess(Process process, HttpClient client, ConcurrentQueue<string> log) =>
        (_process, Client, Log) = (process, client, log);

    /// <summary>What it has written to standard error since it listens.</summary>
    public ConcurrentQueue<string> Log { get; }

    public HttpClient Client { get; }

    public int Id => _process.Id;

    /// <param name="settings">Environment of the process; its token is the test's where it says one.</param>
    public static async Task<ServeProcess> StartAsync(
        string folder,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? settings = null,
        params IReadOnlyList<string> options)
    {
        var command = Command(
            folder, ["serve", "--urls", "http://127.0.0.1:0", "--people", "people.json", "--language", "en", .. options]);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            command.Environment[name] = value;
        var process = Process.Start(command)!;
        var log = new ConcurrentQueue<string>();
        var url = await ListeningAsync(process, log, cancellationToken);
        var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };
        var token = settings?.GetValueOrDefault("Workflow__ApiToken")
            ?? await File.ReadAllTextAsync(Path.Combine(folder, "data", "api-token"), cancellationToken);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ServeProcess(process, client, log);
    }

    /// <summary>Sends a signal of the operating system, such as STOP, CONT or TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to end, as a rolling restart does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public static ProcessStartInfo Command(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, EngineUnderTest.Program));
        foreach (var arg in args is ["serve", ..] ? [.. args, .. EngineUnderTest.ServeOptions] : args)
            start.ArgumentList.Add(arg);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return start;
    }

    public async Task<JsonElement> PostAsync(
        string path, object body, string? actor, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (actor is not null)
            request.Headers.Add("X-Actor", actor);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await Client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Reads what is to be approved, and says yes to just that.</summary>
    public async Task<JsonElement> ApproveAsync(string approval, string actor, CancellationToken cancellationToken) =>
        await PostAsync(
            $"/api/approvals/{approval}/approve",
            new { contentHash = HashOf(await GetAsync($"/api/approvals/{approval}", cancellationToken)) },
            actor, cancellationToken);

    public static string HashOf(JsonElement overview) =>
        overview.GetProperty("approval").GetProperty("contentHash").GetString()!;

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        Client.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var answer = await Client.GetAsync("/ready", cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Asks again until the answer fits, or the time is up.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> fits, CancellationToken cancellationToken)
    {
        var left = Stopwatch.StartNew();
        while (true)
        {
            var answer = await GetAsync(path, cancellationToken);
            if (fits(answer))
                return answer;
            if (left.Elapsed > TimeSpan.FromSeconds(60))
                throw new TimeoutException($"GET {path} never fitted; last: {answer}");
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static async Task<string> ListeningAsync(
        Process process, ConcurrentQueue<string> log, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            seen.Add(line);
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            // Read on, so that a full pipe never stops the process.
            _ = KeepAsync(process.StandardError, log);
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return match.Groups[1].Value;
        }

        throw new InvalidOperationException("serve ended before it listened: " + string.Join('\n', seen));
    }

    private static async Task KeepAsync(StreamReader from, ConcurrentQueue<string> log)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
            log.Enqueue(line);
    }

    [GeneratedRegex(@"listening on:\s+(http://\S+)")]
    private static partial Regex Listening();
}
