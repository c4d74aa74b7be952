using System.Globalization;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// What a host does for another that is stopped in the middle of its work, or that has died with a deadline near.
/// </summary>
public sealed class PausedHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// The burst of a firing deadline is held by a lock of the test's, and its host stopped (SIGSTOP) there: PostgreSQL takes the
    /// rows from
    /// it after the set two seconds, the other host fires the deadline, and the woken one finds its transaction gone.
    /// </summary>
    [Fact]
    public async Task AHostStoppedInsideABurst_LosesItsRowsToAnother_AndWhenWokenBeginsAnew()
    {
        await using var hosts = await PostgresHosts.CreateAsync();
        hosts.MoreSettings["Workflow__IdleInTransactionTimeout"] = "00:00:02";
        hosts.MoreSettings["Serilog__MinimumLevel"] = "Debug";
        var fleet = new Dictionary<string, ServeProcess>();
        foreach (var name in new[] { "north", "south" })
            fleet[name] = await hosts.StartAsync(Token, $"{hosts.ConnectionString};Application Name={name}");
        var approval = await InApprovalAsync(fleet["north"], 60);

        var (lying, backend) = await StoppedInsideTheBurstAsync(hosts, fleet, approval);
        var other = fleet.Single(host => host.Key != lying).Value;
        await UntilAsync(other, $"/api/subjects/{approval}", answer => Rungs(answer) == 1);
        await other.ApproveAsync(approval, "chair", Token);
        await UntilAsync(other, $"/api/subjects/{approval}",
            answer => answer.GetProperty("instance").GetProperty("status").GetString() == "finished");
        (await File.ReadAllTextAsync(hosts.Cluster.Log, Token)).ShouldContain(
            $"[{backend}] FATAL:  terminating connection due to idle-in-transaction timeout");

        await fleet[lying].SignalAsync("CONT");
        await HostFleet.UntilAsync(
            "25P03",
            () => Task.FromResult(
                fleet[lying].Log.Any(line => line.Contains("'deadline' is run again", StringComparison.Ordinal))), Token);
        await InApprovalAsync(fleet[lying], 90);
        await NothingTwiceAsync(hosts, other, approval);
    }

    /// <summary>
    /// The deadline is written by nobody's process, as by a host that dies at once: the one that sleeps is told by nothing.
    /// </summary>
    [Fact]
    public async Task ADeadlineThatNobodyToldAHostOf_IsFiredWithinFiveSecondsOfItsTime()
    {
        await using var hosts = await PostgresHosts.CreateAsync();
        var sleeping = await hosts.StartAsync(Token);
        await using (var writing = await hosts.StartAsync(Token))
        {
            for (var round = 1; round <= 3; round++)
            {
                var approval = await InApprovalAsync(writing, 30 * round);
                await writing.SignalAsync("STOP");
                await BringAsync(hosts.Database, approval, "500 milliseconds");
                await UntilAsync(sleeping, $"/api/subjects/{approval}", answer => Rungs(answer) == 1);
                await writing.SignalAsync("CONT");
            }
        }

        var late = Convert.ToDouble(
            await hosts.Database.ScalarAsync(
                "select max(extract(epoch from fired_at - due)) from deadlines where fired_at is not null"),
            CultureInfo.InvariantCulture);
        // Five seconds until it is seen, and what a job takes on a busy machine.
        late.ShouldBeInRange(0, 5 + 2);
    }

    /// <returns>The host that is stopped, and the process id of the backend that holds the deadline and the instance's row for
    /// it.</returns>
    private static async Task<(string Name, string Backend)> StoppedInsideTheBurstAsync(
        PostgresHosts hosts, Dictionary<string, ServeProcess> fleet, string approval)
    {
        await using var connection = new NpgsqlConnection(hosts.ConnectionString + ";Pooling=false;Application Name=blocker");
        await connection.OpenAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        // Not the instance's row: a sweep waits for none that somebody holds. What the burst reads next it does wait for.
        await using (var hold = new NpgsqlCommand("lock table approvals in access exclusive mode", connection, transaction))
            await hold.ExecuteNonQueryAsync(Token);

        await BringAsync(hosts.Database, approval, "0 seconds");
        var waiting = (Name: "", Backend: "");
        await HostFleet.UntilAsync("a burst that waits", async () => (waiting = await WaitingAsync(hosts)).Name != "", Token);
        await fleet[waiting.Name].SignalAsync("STOP");
        // Its backend has the row from here on, and waits for a host that says nothing.
        await transaction.RollbackAsync(Token);
        return waiting;
    }

    private static async Task<(string Name, string Backend)> WaitingAsync(PostgresHosts hosts)
    {
        var found = (string?)await hosts.Database.ScalarAsync(
            """
            select a.application_name || ' ' || a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid
            where a.application_name in ('north', 'south') and a.wait_event_type = 'Lock'
            and l.relation = 'instances'::regclass and l.mode = 'RowShareLock' and l.granted
            """) ?? " ";
        return (found.Split(' ')[0], found.Split(' ')[1]);
    }

    private static async Task NothingTwiceAsync(PostgresHosts hosts, ServeProcess host, string approval)
    {
        (await hosts.Database.ScalarAsync(
            $"select count(*) from deadlines where subject_id = '{approval}' and fired_at is not null")).ShouldBe(1L);
        (await hosts.Database.ScalarAsync(
            $"select count(*) from history where instance_id = '{approval}' and outcome = 'RungDue'")).ShouldBe(1L);
        (await hosts.Database.ScalarAsync(
            $"select count(*) from (select 1 from letters where about_id = '{approval}' group by kind, recipient_id having count(*) > 1) d")).ShouldBe(0L);
        var overview = await host.GetAsync("/api/operators/overview", Token);
        foreach (var empty in new[] { "faulted", "parked", "failedDeadlines" })
            overview.GetProperty(empty).GetArrayLength().ShouldBe(0, empty);
        var verify = await ProgramRun.OfAsync(hosts.Folder.Root, Token, "verify", "--database", hosts.ConnectionString);
        verify.ExitCode.ShouldBe(0, verify.Output + verify.Error);
    }

    private static async Task<string> InApprovalAsync(ServeProcess serve, int daysAhead)
    {
        var day = HostFolder.Text(HostFolder.Day(daysAhead));
        var planned = await serve.PostAsync(
            "/api/meetings", new { bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        var approval = $"approval.agenda.{planned.GetProperty("id").GetString()}.1";
        await UntilAsync(serve, $"/api/subjects/{approval}", answer => answer.GetProperty("deadlines").GetArrayLength() > 1);
        return approval;
    }

    /// <summary>Brings the first rung of the ladder near, as if its day had come.</summary>
    private static async Task BringAsync(TestDatabase database, string approval, string ahead) => (await database.ScalarAsync(
        $"""
        update deadlines set due = now() + interval '{ahead}', next_try = now() + interval '{ahead}'
        where id = (select min(id) from deadlines where subject_id = '{approval}' and next_try is not null) returning id
        """)).ShouldNotBeNull();

    private static Task UntilAsync(ServeProcess host, string path, Func<JsonElement, bool> fits) =>
        HostFleet.UntilAsync(path, async () => fits(await host.GetAsync(path, Token)), Token);

    private static int Rungs(JsonElement subject) => !subject.TryGetProperty("history", out var history) ? 0
        : history.EnumerateArray().Count(row => row.GetProperty("outcome").GetString() == "RungDue");
}
