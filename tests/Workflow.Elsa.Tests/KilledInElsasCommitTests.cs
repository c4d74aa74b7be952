using System.Diagnostics;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Replay;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>
/// A process is killed hard where Elsa alone would be left in pieces: after the activities and before its first row, between its
/// bookmarks and its instance, and after all of Elsa's rows. A trigger holds it there; it is killed, and another goes on.
/// </summary>
public sealed class KilledInElsasCommitTests(TestDatabases databases, ITestOutputHelper output)
{
    private const int Times = 20;

    [Theory]
    [InlineData("\"Elsa\".\"Bookmarks\"", "insert")]
    [InlineData("\"Elsa\".\"WorkflowInstances\"", "insert or update")]
    [InlineData("history", "insert")]
    public async Task KilledTwentyTimes_EndsAsIfNothingHadHappened(string table, string act)
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies());
        await using var undisturbed = await databases.CreateAsync(DatabaseKind.Postgres);
        var (whole, killed) = (inputs.NewOutput(), inputs.NewOutput());
        (await RunAsync(inputs, whole, undisturbed)).ShouldBe(0);
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);

        var kills = 0;
        for (; kills < Times; kills++)
        {
            // Elsa's tables are there after the first start; each process gets a few steps further than the one before.
            if (kills > 0)
                await HoldAsync(database, table, act, after: 2);
            using var process = Start(inputs, killed, database);
            if (!await KilledAsync(process, database, isHeld: kills > 0))
                break;
        }

        output.WriteLine($"{table}: killed {kills} times.");
        kills.ShouldBe(Times);
        await ElsaRows.ScalarAsync(database, $"drop trigger if exists hold on {table}");
        (await RunAsync(inputs, killed, database)).ShouldBe(0);
        var (files, expected) = (Replayed.FilesOf(killed), Replayed.FilesOf(whole));
        files.Keys.ShouldBe(expected.Keys);
        foreach (var (name, content) in files)
            content.ShouldBe(expected[name], name);
    }

    /// <summary>The second row of a process waits for a lock that nobody gives.</summary>
    private static Task<object?> HoldAsync(TestDatabase database, string table, string act, int after) => ElsaRows.ScalarAsync(
        database,
        $$"""
        create or replace function hold() returns trigger language plpgsql as $body$
        declare seen int := coalesce(nullif(current_setting('forum.seen', true), ''), '0')::int + 1;
        begin
          perform set_config('forum.seen', seen::text, false);
          if seen >= {{after}} then perform set_config('application_name', 'held', false); perform pg_sleep(600); end if;
          return new;
        end $body$;
        drop trigger if exists hold on {{table}};
        create trigger hold before {{act}} on {{table}} for each row execute function hold();
        """);

    /// <returns>False where the process came to its end before it was held.</returns>
    private static async Task<bool> KilledAsync(Process process, TestDatabase database, bool isHeld)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!process.HasExited)
        {
            if (await IsReachedAsync(database, isHeld))
            {
                process.Kill();
                await process.WaitForExitAsync(patience.Token);
                await ElsaRows.ScalarAsync(
                    database,
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()");
                return true;
            }

            await look.WaitForNextTickAsync(patience.Token);
        }

        return false;
    }

    private static async Task<bool> IsReachedAsync(TestDatabase database, bool isHeld) => isHeld
        ? await ElsaRows.CountAsync(
            database, "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()") > 0
        : await ElsaRows.CountAsync(
            database, "select count(*) from pg_tables where schemaname = 'Elsa' and tablename = 'WorkflowInstances'") > 0
            && await ElsaRows.CountAsync(database, "select count(*) from \"Elsa\".\"WorkflowInstances\"") > 0;

    private static async Task<int> RunAsync(ReplayInputs inputs, string folder, TestDatabase database)
    {
        using var process = Start(inputs, folder, database);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    private static Process Start(ReplayInputs inputs, string folder, TestDatabase database)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Workflow.Elsa.dll"), .. inputs.Replay(folder),
                "--database", database.ConnectionString, "--runtime", "elsa",
            ])
        {
            WorkingDirectory = Path.GetTempPath(),
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }
}
