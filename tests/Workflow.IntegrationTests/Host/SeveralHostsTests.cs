using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Shouldly;
using Workflow.IntegrationTests.Messaging;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// Three processes on one PostgreSQL and one mail server: killed, paused, cut from their database, stopped one after the other,
/// while they work. A short form here; <c>tests/several-hosts/run</c> runs as many cases as one likes.
/// </summary>
public sealed class SeveralHostsTests(ITestOutputHelper output)
{
    private const string CasesVariable = "WORKFLOW_SEVERAL_HOSTS_CASES";
    private const int AtOnce = 24;

    /// <summary>What the others write while one host is cut from the database: so long it stays cut.</summary>
    private const int EntriesMeanwhile = 100;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _everyDisorder = new();
    private int _kills;
    private int _pauses;
    private int _cuts;
    private int _restarts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Cases =>
        int.Parse(Environment.GetEnvironmentVariable(CasesVariable) ?? "120", CultureInfo.InvariantCulture);

    [Fact]
    public async Task ThreeHosts_KilledPausedAndCutFromTheirDatabase_DoEverythingOnce()
    {
        var clock = Stopwatch.StartNew();
        await using var server = new SmtpServer(new SmtpScript());
        await using var hosts = await PostgresHosts.CreateAsync();
        hosts.SendTo(server);
        var fleet = new HostFleet(hosts, 3);
        await fleet.StartAllAsync(Token);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var load = LoadAsync(fleet, hosts, 0, Cases * 3 / 4);
        var disorder = DisorderAsync(fleet, hosts, load, over.Token);
        await Task.WhenAll(load, MinimumAsync(disorder));
        await over.CancelAsync();
        await disorder;
        Say($"{Cases * 3 / 4} cases under {_kills} kills, {_pauses} pauses, {_cuts} cuts and {_restarts} restarts of PostgreSQL", clock);
        var checks = new SeveralHostsChecks(hosts, server, Cases);
        await Task.WhenAll(LoadAsync(fleet, hosts, Cases * 3 / 4, Cases), RollAsync(fleet, checks, clock));
        Say($"{Cases} cases, the last during a rolling restart", clock);

        await checks.SettledAsync(Token);
        Say("settled", clock);
        await checks.NothingIsLostOrDoubledAsync(fleet, Token);
        Say(
            $"checked; {server.Accepted.Count} letters taken by the mail server, {await checks.UnknownAsync()} that a host was sending when it died are in doubt", clock);
    }

    private void Say(string what, Stopwatch clock) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0} s: {what}"));

    private async Task MinimumAsync(Task disorder) => await await Task.WhenAny(_everyDisorder.Task, disorder);

    /// <summary>Ends, with every host alive again, when the load is done; each kind of disorder comes at least once.</summary>
    private async Task DisorderAsync(HostFleet fleet, PostgresHosts hosts, Task load, CancellationToken over)
    {
        // Starting takes a busy machine longer than the time between two blows: the next falls on another host.
        var starts = Enumerable.Repeat(Task.CompletedTask, fleet.Size).ToArray();
        for (var round = 0; !over.IsCancellationRequested || !_everyDisorder.Task.IsCompleted; round++)
        {
            await Task.Delay(Between, Token);
            var slot = Random.Shared.Next(fleet.Size);
            await starts[slot];
            switch (round)
            {
                case 3:
                    await hosts.Cluster.RestartAsync();
                    _restarts++;
                    _everyDisorder.TrySetResult();
                    break;
                case var pause when pause % 4 == 1:
                    await fleet.SignalAsync(slot, "STOP");
                    _pauses++;
                    await Task.Delay(Between, Token);
                    await fleet.SignalAsync(slot, "CONT");
                    break;
                case var cut when cut % 4 == 2:
                    await fleet.CutAsync(slot, Token);
                    _cuts++;
                    await OthersGoOnAsync(hosts, load);
                    await fleet.JoinAsync(slot);
                    break;
                default:
                    await fleet.KillAsync(slot);
                    _kills++;
                    starts[slot] = fleet.StartAsync(slot, Token);
                    break;
            }
        }

        await Task.WhenAll(starts);
    }

    /// <summary>While there is work.</summary>
    private static async Task OthersGoOnAsync(PostgresHosts hosts, Task load)
    {
        var before = await EntriesAsync(hosts);
        await HostFleet.UntilAsync(
            "others go on",
            async () => load.IsCompleted || await EntriesAsync(hosts) >= before + EntriesMeanwhile,
            Token);
    }

    private static async Task<long> EntriesAsync(PostgresHosts hosts) =>
        Convert.ToInt64(await hosts.Database.ScalarAsync("select count(*) from audit"), CultureInfo.InvariantCulture);

    private async Task RollAsync(HostFleet fleet, SeveralHostsChecks checks, Stopwatch clock)
    {
        for (var slot = 0; slot < fleet.Size; slot++)
        {
            (await fleet.StopAsync(slot, Token)).ShouldBe(0, $"host {slot}: {fleet.LogOf(slot)}");
            Say($"host {slot} has ended by itself", clock);
            // A host that starts looks for what dead ones were sending; later it would be looked for once a minute only.
            await HostFleet.UntilAsync("aged", checks.AgedAsync, Token);
            await fleet.StartAsync(slot, Token);
        }
    }

    private static Task LoadAsync(HostFleet fleet, PostgresHosts hosts, int from, int to) => Parallel.ForAsync(
        from, to, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token },
        async (number, _) => await CaseAsync(fleet, hosts, number));

    /// <summary>
    /// A meeting is planned; its call and its submissions are over at once; its chair is reminded, and then approves.
    /// </summary>
    private static async Task CaseAsync(HostFleet fleet, PostgresHosts hosts, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"meeting.{number}");
        var day = HostFolder.Text(HostFolder.Day(40 + (number % 200)));
        await fleet.PostAsync(
            "/api/meetings", new { meetingId = id, bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        var approval = $"approval.agenda.{id}.1";
        await fleet.UntilAsync(
            $"/api/subjects/{approval}", answer => answer.GetProperty("deadlines").GetArrayLength() > 0, Token);
        await HostFleet.UntilAsync("bring", () => BroughtAsync(hosts, approval), Token);
        await fleet.UntilAsync(
            $"/api/subjects/{approval}", answer => answer.ToString().Contains("RungDue", StringComparison.Ordinal), Token);
        await fleet.ApproveAsync(approval, "chair", Token);
        await fleet.UntilAsync($"/api/meetings/{id}", answer => State(answer) == "dispatched", Token);
    }

    /// <summary>Brings the first rung of the ladder near, as if its day had come. Once, however often it is tried.</summary>
    private static async Task<bool> BroughtAsync(PostgresHosts hosts, string approval)
    {
        await hosts.Database.ScalarAsync(
            $"""
            update deadlines set due = now() + interval '1 second', next_try = now() + interval '1 second'
            where id = (select min(id) from deadlines where subject_id = '{approval}' and next_try is not null)
            and not exists (select 1 from deadlines where subject_id = '{approval}' and (fired_at is not null or due < now() + interval '1 hour'))
            """);
        return true;
    }

    private static string? State(JsonElement answer) => answer.GetProperty("meeting").GetProperty("state").GetString();
}
