using System.Globalization;
using Microsoft.Data.Sqlite;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>The backup and the restore of <c>docs/operations.md</c>, taken while the service works.</summary>
public sealed class RestoreTests
{
    private const int Cases = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABackupUnderLoad_Restored_IsWhole_AndWhatWasDueIsMadeUpOnce()
    {
        await using var hosts = await PostgresHosts.CreateAsync();
        var serve = await hosts.StartAsync(Token);
        for (var number = 0; number < Cases / 2; number++)
            await PlanAsync(serve, number);
        await BringAsync(hosts.Database, "approval.agenda.meeting.0.1", serve);

        // The database first, then the folder, while others go on working.
        var load = Task.Run(() => LoadAsync(serve), Token);
        var dump = Path.Combine(hosts.Cluster.Folder, "workflow.dump");
        await hosts.Cluster.RunAsync("pg_dump", "-Fc", "--exclude-schema=hangfire", "-d", hosts.DatabaseName, "-f", dump);
        using var copy = new HostFolder();
        Copy(Path.Combine(hosts.Folder.Root, "data"), Path.Combine(copy.Root, "data"));
        await load;
        await serve.DisposeAsync();

        var restored = await hosts.Cluster.CreateDatabaseAsync();
        await hosts.Cluster.RunAsync("pg_restore", "-d", restored, "--exit-on-error", dump);
        await using var database = new TestDatabase(
            DatabaseKind.Postgres, hosts.Cluster.ConnectionString(restored) + ";Pooling=false", () => Task.CompletedTask);
        await PassAsync(database);
        await using var second = await ServeProcess.StartAsync(
            copy.Root, Token, PostgresHosts.Settings(hosts.Cluster.ConnectionString(restored)));
        await MadeUpOnceAsync(second, database, copy, "now()");

        var verify = await ProgramRun.OfAsync(copy.Root, Token, "verify", "--database", hosts.Cluster.ConnectionString(restored));
        verify.ExitCode.ShouldBe(0, verify.Output + verify.Error);
        var check = await ProgramRun.OfAsync(
            copy.Root, Token, "check", "--people", "people.json", "--database", hosts.Cluster.ConnectionString(restored),
            "--language", "en");
        check.Output.ShouldNotContain("[faults]");
        check.Output.ShouldNotContain("[database]");
        check.Output.ShouldContain("approval.agenda.meeting.0.1");
    }

    /// <summary>
    /// The copy of <c>.backup</c>, put where a database of another moment lies with its write-ahead log: were the log left
    /// there, it would be played into the copy.
    /// </summary>
    [Fact]
    public async Task ASqliteBackupUnderLoad_PutInThePlaceOfAnotherDatabase_IsWhole_AndWhatWasDueIsMadeUpOnce()
    {
        using var folder = new HostFolder();
        var serve = await ServeProcess.StartAsync(folder.Root, Token);
        for (var number = 0; number < Cases / 2; number++)
            await PlanAsync(serve, number);
        await using var source = Sqlite(folder.DatabaseFile);
        await serve.UntilAsync(
            "/api/waiting", answer => answer.ToString().Contains("approval.agenda.meeting.0.1", StringComparison.Ordinal), Token);
        await HostFleet.UntilAsync("ladder", async () => await source.ScalarAsync(
            $"""
            update deadlines set due = {In(TimeSpan.FromMinutes(10))}, next_try = {In(TimeSpan.FromMinutes(10))} where id = (
                select min(id) from deadlines where subject_id = 'approval.agenda.meeting.0.1' and next_try is not null)
            returning id
            """) is not null, Token);

        // The database first, then the folder, while others go on working.
        var load = Task.Run(() => LoadAsync(serve), Token);
        var backup = Path.Combine(folder.Root, "copy.db");
        Backup(folder.DatabaseFile, backup);
        using var copy = new HostFolder();
        Copy(Path.Combine(folder.Root, "data"), Path.Combine(copy.Root, "data"));
        await load;
        await serve.DisposeAsync();

        foreach (var file in Directory.GetFiles(Path.Combine(copy.Root, "data"), "workflow.db*"))
            File.Delete(file);
        File.Copy(backup, copy.DatabaseFile);
        await using var database = Sqlite(copy.DatabaseFile);
        (await database.ScalarAsync(
            $"""
            update deadlines set due = due - {Hour}, next_try = next_try - {Hour} where next_try < {In(TimeSpan.FromHours(1))}
            returning id
            """)).ShouldNotBeNull();
        await using var second = await ServeProcess.StartAsync(copy.Root, Token);
        await MadeUpOnceAsync(second, database, copy, In(TimeSpan.Zero));

        var verify = await ProgramRun.OfAsync(copy.Root, Token, "verify");
        verify.ExitCode.ShouldBe(0, verify.Output + verify.Error);
        var check = await ProgramRun.OfAsync(copy.Root, Token, "check", "--people", "people.json", "--language", "en");
        check.Output.ShouldNotContain("[faults]");
        check.Output.ShouldContain("approval.agenda.meeting.0.1");
    }

    private static TestDatabase Sqlite(string file) =>
        new(DatabaseKind.Sqlite, $"Data Source={file};Pooling=False", () => Task.CompletedTask);

    private static long Hour => TimeSpan.FromHours(1).Ticks;

    private static string In(TimeSpan ahead) =>
        (TimeProvider.System.GetUtcNow() + ahead).UtcTicks.ToString(CultureInfo.InvariantCulture);

    /// <summary>What <c>sqlite3 FILE ".backup 'COPY'"</c> does.</summary>
    private static void Backup(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        using var target = new SqliteConnection($"Data Source={to};Pooling=False");
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    private static async Task MadeUpOnceAsync(ServeProcess serve, TestDatabase database, HostFolder folder, string now)
    {
        await HostFleet.UntilAsync("settled", async () => await CountAsync(
            database,
            $"""
            select (select count(*) from signals where delivered_at is null) + (select count(*) from letter_statuses where settled_at is null)
                 + (select count(*) from deadlines where next_try <= {now})
            """) == 0, Token);
        (await CountAsync(database, "select count(*) from deadlines where fired_at is not null and is_late")).ShouldBe(1);
        (await CountAsync(database, "select count(*) from history where outcome = 'RungDue'")).ShouldBe(1);
        var overview = await serve.GetAsync("/api/operators/overview", Token);
        overview.GetProperty("madeUp").GetArrayLength().ShouldBe(1);
        overview.GetProperty("faulted").GetArrayLength().ShouldBe(0);
        var sent = await CountAsync(database, "select count(*) from letter_statuses where status = 'Sent'");
        // The folder was copied later, so that it may hold letters which the database decides on once more: under the same name.
        Directory.GetFiles(Path.Combine(folder.Root, "data", "mail"), "*.eml").Length.ShouldBeGreaterThanOrEqualTo(sent);
        (await CountAsync(database, "select count(*) - count(distinct message_id) from letters")).ShouldBe(0);
    }

    private static async Task LoadAsync(ServeProcess serve)
    {
        for (var number = Cases / 2; number < Cases; number++)
            await PlanAsync(serve, number);
    }

    private static async Task PlanAsync(ServeProcess serve, int number) => await serve.PostAsync(
        "/api/meetings",
        new
        {
            meetingId = $"meeting.{number}",
            bodyId = "council",
            date = HostFolder.Text(
            HostFolder.Day(40 + number)),
            time = "09:00"
        },
        "secretary",
        Token);

    /// <summary>Due in ten minutes, so that it is still open in the backup.</summary>
    private static async Task BringAsync(TestDatabase database, string approval, ServeProcess serve)
    {
        await serve.UntilAsync("/api/waiting", answer => answer.ToString().Contains(approval, StringComparison.Ordinal), Token);
        await HostFleet.UntilAsync(
            "ladder",
            async () => await database.ScalarAsync(
                $"""
                update deadlines set due = now() + interval '10 minutes', next_try = now() + interval '10 minutes'
                where id = (select min(id) from deadlines where subject_id = '{approval}' and next_try is not null) returning id
                """) is not null,
            Token);
    }

    /// <summary>As if an hour went by until somebody had restored it: what was being sent is no living host's any more.</summary>
    private static async Task PassAsync(TestDatabase database)
    {
        (await database.ScalarAsync(
            """
            update deadlines set due = due - interval '1 hour', next_try = next_try - interval '1 hour'
            where next_try < now() + interval '1 hour' returning id
            """)).ShouldNotBeNull();
        await database.ScalarAsync(
            "update letter_statuses set claimed_at = claimed_at - interval '1 hour' where claimed_at is not null");
    }

    private static async Task<int> CountAsync(TestDatabase database, string statement) =>
        Convert.ToInt32(await database.ScalarAsync(statement), CultureInfo.InvariantCulture);

    /// <summary>Without what is half written, which is gone a moment later.</summary>
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(
            from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".part", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
