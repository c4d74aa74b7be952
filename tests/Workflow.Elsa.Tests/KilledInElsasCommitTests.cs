using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Replay;
using Workflow.OnElsa.Hosting;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>
/// A process is killed hard where Elsa alone would be left in pieces: after the activities and before its first row, between
/// its bookmarks and its instance, and after all of Elsa's rows. A trigger holds it there; it is killed, and another goes on.
/// </summary>
public sealed class KilledInElsasCommitTests(TestDatabases databases, ITestOutputHelper output)
{
    private const string Held =
        "from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()";

    /// <summary>For a start of the program, or a whole replay, on a machine that builds meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="rows">
    /// How many each process gets through before it is held at the next: starts at first, resumes later. All must fit into
    /// one replay, which writes some 30 rows of instances and 40 of history.
    /// </param>
    [Theory]
    [InlineData("\"Elsa\".\"Bookmarks\"", "insert", 1, 3, 6, 9, 14, 20)]
    [InlineData("\"Elsa\".\"WorkflowInstances\"", "insert or update", 1, 2, 3, 4, 5, 6)]
    [InlineData("history", "insert", 1, 2, 4, 6, 8, 10)]
    public Task KilledAgainAndAgain_EndsAsIfNothingHadHappened(string table, string act, params int[] rows) =>
        HoldsAsync(table, act, rows);

    /// <summary>Three times as many, at other rows: fifteen minutes, so only when asked for (<c>-explicit only</c>).</summary>
    [Theory(Explicit = true)]
    [InlineData("\"Elsa\".\"Bookmarks\"", "insert", 2, 4, 5, 8, 11, 16)]
    [InlineData("\"Elsa\".\"Bookmarks\"", "insert", 1, 2, 5, 10, 12, 18)]
    [InlineData("\"Elsa\".\"Bookmarks\"", "insert", 3, 4, 7, 8, 12, 15)]
    [InlineData("\"Elsa\".\"WorkflowInstances\"", "insert or update", 2, 1, 3, 4, 5, 5)]
    [InlineData("\"Elsa\".\"WorkflowInstances\"", "insert or update", 1, 3, 3, 4, 4, 6)]
    [InlineData("\"Elsa\".\"WorkflowInstances\"", "insert or update", 1, 1, 2, 5, 6, 6)]
    [InlineData("history", "insert", 1, 3, 4, 5, 7, 9)]
    [InlineData("history", "insert", 2, 3, 5, 6, 7, 8)]
    [InlineData("history", "insert", 1, 2, 3, 7, 8, 9)]
    public Task KilledAtOtherRows_EndsAsIfNothingHadHappened(string table, string act, params int[] rows) =>
        HoldsAsync(table, act, rows);

    private async Task HoldsAsync(string table, string act, int[] rows)
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies());
        await using var undisturbed = await databases.CreateAsync(DatabaseKind.Postgres);
        var (whole, killed) = (inputs.NewOutput(), inputs.NewOutput());
        (await RunAsync(inputs, whole, undisturbed)).ShouldBe(0);
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await TablesAsync(database);

        var places = new List<long>();
        foreach (var before in rows)
        {
            await HoldAsync(database, table, act, before);
            await KilledAsync(inputs, killed, database);
            places.Add(await ElsaRows.CountAsync(database, "select count(*) from history"));
        }

        output.WriteLine($"{table}: killed with {string.Join(", ", places)} steps in the history.");
        places.ShouldBe(places.Order().ToList(), "Nothing that was kept is lost again.");
        places.Distinct().Count().ShouldBeGreaterThan(rows.Length / 2, "The kills are at different places of the replay.");
        await ElsaRows.ScalarAsync(database, $"drop trigger hold on {table}");
        (await RunAsync(inputs, killed, database)).ShouldBe(0);
        var (files, expected) = (Replayed.FilesOf(killed), Replayed.FilesOf(whole));
        files.Keys.ShouldBe(expected.Keys);
        foreach (var (name, content) in files)
            content.ShouldBe(expected[name], name);
    }

    /// <summary>Elsa makes its tables when it first starts; only then can a trigger be set on them.</summary>
    private static async Task TablesAsync(TestDatabase database)
    {
        var options = new RuntimeOptions { Database = DatabaseKind.Postgres, ConnectionString = database.ConnectionString };
        await using var host = await ElsaHost.StartAsync(
            new ElsaParts(new ActivityCatalogue([]), options, TimeProvider.System, NullLoggerFactory.Instance, []),
            TestContext.Current.CancellationToken);
    }

    /// <summary>A sequence counts over all sessions of the process, and is not rolled back with what it counted.</summary>
    private static Task<object?> HoldAsync(TestDatabase database, string table, string act, int rows) => ElsaRows.ScalarAsync(
        database,
        $$"""
        create sequence if not exists rows_seen;
        alter sequence rows_seen restart;
        create or replace function hold() returns trigger language plpgsql as $body$
        begin
          if nextval('rows_seen') > {{rows}} then perform pg_sleep(3600); end if;
          return new;
        end $body$;
        drop trigger if exists hold on {{table}};
        create trigger hold before {{act}} on {{table}} for each row execute function hold();
        """);

    private static async Task KilledAsync(ReplayInputs inputs, string folder, TestDatabase database)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var process = Start(inputs, folder, database);
        try
        {
            while (await ElsaRows.CountAsync(database, $"select count(*) {Held}") == 0)
            {
                process.HasExited.ShouldBeFalse("It came to its end before it was held.");
                await look.WaitForNextTickAsync(patience.Token);
            }
        }
        finally
        {
            await EndAsync(process);
        }

        await ElsaRows.ScalarAsync(database, $"select count(pg_terminate_backend(pid)) {Held}");
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static async Task<int> RunAsync(ReplayInputs inputs, string folder, TestDatabase database)
    {
        using var process = Start(inputs, folder, database);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        finally
        {
            await EndAsync(process);
        }
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
