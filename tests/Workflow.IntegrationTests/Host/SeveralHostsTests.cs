using System.Globalization;
using System.Text.Json;
using Shouldly;
using Workflow.Messaging.Folder;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// Three processes on one PostgreSQL: killed, paused, cut from their database, stopped one after the other, while they work.
/// A few cases here; <c>tests/several-hosts/run</c> runs as many as one likes.
/// </summary>
public sealed class SeveralHostsTests
{
    private const string CasesVariable = "WORKFLOW_SEVERAL_HOSTS_CASES";
    private const int AtOnce = 8;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Cases => int.Parse(Environment.GetEnvironmentVariable(CasesVariable) ?? "24", CultureInfo.InvariantCulture);

    [Fact]
    public async Task ThreeHosts_KilledPausedAndCutFromTheirDatabase_DoEverythingOnce()
    {
        await using var hosts = await PostgresHosts.CreateAsync();
        var fleet = new HostFleet(hosts, 3);
        await fleet.StartAllAsync(Token);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var disorder = DisorderAsync(fleet, hosts, over.Token);
        await Task.WhenAll(LoadAsync(fleet, hosts, 0, Cases * 3 / 4), MinimumAsync(disorder));
        await over.CancelAsync();
        await disorder;
        await Task.WhenAll(LoadAsync(fleet, hosts, Cases * 3 / 4, Cases), RollAsync(fleet));

        await SettledAsync(hosts);
        await NothingIsLostOrDoubledAsync(fleet, hosts);
    }

    private readonly TaskCompletionSource _everyDisorder = new();

    private async Task MinimumAsync(Task disorder) => await await Task.WhenAny(_everyDisorder.Task, disorder);

    /// <summary>Ends, with every host alive again, when the load is done; each kind of disorder comes at least once.</summary>
    private async Task DisorderAsync(HostFleet fleet, PostgresHosts hosts, CancellationToken over)
    {
        for (var round = 0; !over.IsCancellationRequested || !_everyDisorder.Task.IsCompleted; round++)
        {
            await Task.Delay(Between, Token);
            var slot = Random.Shared.Next(fleet.Size);
            switch (round % 8)
            {
                case 1:
                    await fleet.SignalAsync(slot, "STOP");
                    await Task.Delay(Between, Token);
                    await fleet.SignalAsync(slot, "CONT");
                    break;
                case 3:
                    await hosts.Cluster.RestartAsync();
                    _everyDisorder.TrySetResult();
                    break;
                default:
                    await fleet.KillAsync(slot);
                    await fleet.StartAsync(slot, Token);
                    break;
            }
        }
    }

    private static async Task RollAsync(HostFleet fleet)
    {
        for (var slot = 0; slot < fleet.Size; slot++)
        {
            (await fleet.StopAsync(slot, Token)).ShouldBe(0);
            await fleet.StartAsync(slot, Token);
        }
    }

    private static Task LoadAsync(HostFleet fleet, PostgresHosts hosts, int from, int to) => Parallel.ForAsync(
        from, to, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token },
        async (number, _) => await CaseAsync(fleet, hosts, number));

    /// <summary>A meeting is planned; its call and its submissions are over at once; its chair is reminded, and then approves.</summary>
    private static async Task CaseAsync(HostFleet fleet, PostgresHosts hosts, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"meeting.{number}");
        var day = HostFolder.Text(HostFolder.Day(40 + (number % 200)));
        await fleet.PostAsync("/api/meetings", new { meetingId = id, bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        var approval = $"approval.agenda.{id}.1";
        await fleet.UntilAsync($"/api/subjects/{approval}", answer => answer.GetProperty("deadlines").GetArrayLength() > 0, Token);
        await HostFleet.UntilAsync("bring", () => BroughtAsync(hosts, approval), Token);
        await fleet.UntilAsync($"/api/subjects/{approval}", answer => answer.ToString().Contains("RungDue", StringComparison.Ordinal), Token);
        await fleet.PostAsync($"/api/approvals/{approval}/approve", new { }, "chair", Token);
        await fleet.UntilAsync($"/api/meetings/{id}", answer => State(answer) == "dispatched", Token);
    }

    /// <summary>Brings the first rung of the ladder near, as if its day had come. Once, however often it is tried.</summary>
    private static async Task<bool> BroughtAsync(PostgresHosts hosts, string approval)
    {
        await hosts.Database.ScalarAsync(
            $"""
            update deadlines set due = now() + interval '2 seconds', next_try = now() + interval '2 seconds'
            where id = (select min(id) from deadlines where subject_id = '{approval}' and next_try is not null)
            and not exists (select 1 from deadlines where subject_id = '{approval}' and (fired_at is not null or due < now() + interval '1 hour'))
            """);
        return true;
    }

    private static Task SettledAsync(PostgresHosts hosts) => HostFleet.UntilAsync(
        "settled",
        async () => await AgedAsync(hosts) && await CountAsync(
            hosts,
            """
            select (select count(*) from signals where delivered_at is null)
                 + (select count(*) from letter_statuses where settled_at is null)
                 + (select count(*) from deadlines where next_try <= now())
            """) == 0,
        Token);

    /// <summary>What a dead host was sending counts as its own for some minutes: as if they had passed.</summary>
    private static async Task<bool> AgedAsync(PostgresHosts hosts)
    {
        await hosts.Database.ScalarAsync(
            """
            update letter_statuses set claimed_at = claimed_at - interval '1 day'
            where status = 'Sending' and claimed_at between now() - interval '1 hour' and now() - interval '10 seconds'
            """);
        return true;
    }

    private static async Task NothingIsLostOrDoubledAsync(HostFleet fleet, PostgresHosts hosts)
    {
        (await CountAsync(hosts, "select count(*) from meetings")).ShouldBe(Cases);
        (await CountAsync(hosts, "select count(*) from instances where definition_id = 'meeting' and status = 'Waiting'")).ShouldBe(Cases);
        (await CountAsync(hosts, "select count(*) from instances where definition_id = 'approval' and status = 'Finished'")).ShouldBe(Cases);
        (await CountAsync(hosts, "select count(*) from signals where is_parked")).ShouldBe(0);
        (await CountAsync(hosts, "select count(*) from deadlines where fired_at < due")).ShouldBe(0, "early");
        (await CountAsync(hosts, "select count(*) from deadlines where fired_at is not null and cancelled_at is not null")).ShouldBe(0);
        var rungs = await CountAsync(hosts, "select count(*) from deadlines where fired_at is not null and subject_id like 'approval.%'");
        rungs.ShouldBeGreaterThanOrEqualTo(Cases);
        (await CountAsync(hosts, "select count(*) from history where outcome = 'RungDue'")).ShouldBe(rungs, "each rung once");
        (await CountAsync(hosts, "select count(*) from history where outcome = 'RungDue' and coalesce(job_id, '') = ''")).ShouldBe(0);
        await EveryLetterLiesThereOnceAsync(hosts);
        var overview = await fleet.UntilAsync("/api/operators/overview", _ => true, Token);
        foreach (var empty in new[] { "faulted", "parked", "failedDeadlines" })
            overview.GetProperty(empty).GetArrayLength().ShouldBe(0, empty);
        var verify = await ProgramRun.OfAsync(hosts.Folder.Root, Token, "verify", "--database", hosts.ConnectionString);
        verify.ExitCode.ShouldBe(0, verify.Output + verify.Error);
    }

    private static async Task EveryLetterLiesThereOnceAsync(PostgresHosts hosts)
    {
        var sent = await hosts.Database.ColumnAsync(
            "select l.message_id from letters l join letter_statuses s on s.letter_id = l.id where s.status = 'Sent'", 0);
        var files = Directory.GetFiles(Path.Combine(hosts.Folder.Root, "data", "mail"), "*.eml");
        sent.Count.ShouldBeGreaterThan(Cases * 4);
        sent.Distinct(StringComparer.Ordinal).Count().ShouldBe(sent.Count);
        files.Select(Path.GetFileName).ShouldBe(sent.Select(FolderMailTransport.FileNameOf), ignoreOrder: true);
        (await CountAsync(hosts, "select count(*) from letter_statuses where status not in ('Sent', 'Cancelled')")).ShouldBe(0);
        // The same reminder in two letters with different ids would be told twice all the same.
        (await CountAsync(
            hosts,
            "select count(*) from (select 1 from letters where about_id like 'approval.%' group by about_id, kind, recipient_id, data having count(*) > 1) d"))
            .ShouldBe(0, "letters told twice");
    }

    private static async Task<int> CountAsync(PostgresHosts hosts, string statement) =>
        Convert.ToInt32(await hosts.Database.ScalarAsync(statement), CultureInfo.InvariantCulture);

    private static string? State(JsonElement answer) => answer.GetProperty("meeting").GetProperty("state").GetString();
}
