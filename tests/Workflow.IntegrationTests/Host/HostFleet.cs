using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// Hosts on one database as a caller sees them behind a balancer that knows nothing: whoever answers will do, and what was
/// not answered is asked again with the same Idempotency-Key.
/// </summary>
internal sealed class HostFleet(PostgresHosts hosts, int size)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ServeProcess?[] _slots = new ServeProcess?[size];

    public int Size => size;

    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        for (var slot = 0; slot < size; slot++)
            await hosts.Database.ScalarAsync($"create role \"{NameOf(slot)}\" superuser login");
        await Task.WhenAll(Enumerable.Range(0, size).Select(slot => StartAsync(slot, cancellationToken)));
    }

    /// <summary>Starts a host there, again and again while its database is away.</summary>
    public Task StartAsync(int slot, CancellationToken cancellationToken) => UntilAsync(
        "start", async () => (_slots[slot] = await hosts.StartAsync(cancellationToken, ConnectionOf(slot))) is not null,
        cancellationToken);

    public async Task KillAsync(int slot)
    {
        if (_slots[slot] is { } host)
            await host.DisposeAsync();
    }

    /// <summary>
    /// The database knows that host no more, and ends what it had, until the host says itself that it is not ready; the others
    /// keep theirs.
    /// </summary>
    public async Task CutAsync(int slot, CancellationToken cancellationToken)
    {
        var name = NameOf(slot);
        await hosts.Database.ScalarAsync($"alter role \"{name}\" nologin");
        await UntilAsync(
            "cut",
            async () =>
            {
                await hosts.Database.ScalarAsync(
                    $"select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '{name}'");
                return !await _slots[slot]!.IsReadyAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The database knows that host again.</summary>
    public Task JoinAsync(int slot) => hosts.Database.ScalarAsync($"alter role \"{NameOf(slot)}\" login");

    public Task SignalAsync(int slot, string signal) => _slots[slot]!.SignalAsync(signal);

    public Task<int> StopAsync(int slot, CancellationToken cancellationToken) => _slots[slot]!.StopAsync(cancellationToken);

    /// <summary>The end of what the host there wrote to its log.</summary>
    public string LogOf(int slot) => string.Join('\n', _slots[slot]!.Log.TakeLast(30));

    public async Task<JsonElement> PostAsync(string path, object body, string actor, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("N");
        var answer = default(JsonElement);
        await UntilAsync(
            "POST " + path,
            async () =>
            {
                answer = await Any().PostAsync(path, body, actor, cancellationToken, key);
                return true;
            },
            cancellationToken);
        return answer;
    }

    /// <summary>Reads what is to be approved, and says yes to just that.</summary>
    public async Task ApproveAsync(string approval, string actor, CancellationToken cancellationToken)
    {
        var overview = await UntilAsync($"/api/approvals/{approval}", _ => true, cancellationToken);
        await PostAsync(
            $"/api/approvals/{approval}/approve", new { contentHash = ServeProcess.HashOf(overview) }, actor, cancellationToken);
    }

    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> fits, CancellationToken cancellationToken)
    {
        var answer = default(JsonElement);
        await UntilAsync(path, async () => fits(answer = await Any().GetAsync(path, cancellationToken)), cancellationToken);
        return answer;
    }

    /// <summary>Until it is so; what fails because a host or the database is away is tried again.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        var left = Stopwatch.StartNew();
        for (var last = "not so"; ;)
        {
            try
            {
                if (await isSo())
                    return;
            }
            catch (Exception exception) when (IsPassing(exception) && !cancellationToken.IsCancellationRequested)
            {
                last = exception.Message;
            }

            if (left.Elapsed > Patience)
                throw new TimeoutException($"{what}: {last}");
            await Task.Delay(200, cancellationToken);
        }
    }

    private static string NameOf(int slot) => string.Create(CultureInfo.InvariantCulture, $"host-{slot}");

    private string ConnectionOf(int slot) => $"{hosts.ConnectionString};Username={NameOf(slot)}";

    private ServeProcess Any() => _slots[Random.Shared.Next(size)] ?? throw new HttpRequestException("No host there yet.");

    /// <summary>A host that is killed, an answer 5xx, a database that is away. A refusal (4xx) is none of these.</summary>
    private static bool IsPassing(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status >= 500 || status == System.Net.HttpStatusCode.NotFound,
        InvalidOperationException refused => !refused.Message.Contains(": 4", StringComparison.Ordinal),
        HttpRequestException or OperationCanceledException or IOException or Npgsql.NpgsqlException
            or ObjectDisposedException => true,
        _ => false,
    };
}
