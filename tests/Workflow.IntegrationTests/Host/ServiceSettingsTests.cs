using System.Text.Json;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>Commands that look at the service's things find them by the settings that <c>serve</c> itself is given.</summary>
public sealed class ServiceSettingsTests(TestDatabases databases) : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory, EachDatabase]
    public async Task Check_LooksAtTheDatabaseThatTheSettingNames(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await FaultAsync(database);

        var check = await RunAsync(("Workflow__Database", Value(database)), "check", "--people", "people.json");

        check.ExitCode.ShouldBe(1, check.Error);
        check.Output.ShouldContain("broken-case");
        check.Output.ShouldContain("The lamp is out.");
    }

    [Theory, EachDatabase]
    public async Task Verify_LooksAtTheDatabaseThatTheSettingNames(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await FaultAsync(database);

        var verify = await RunAsync(("Workflow__Database", Value(database)), "verify", "--json");

        verify.ExitCode.ShouldBe(0, verify.Error);
        JsonDocument.Parse(verify.Output).RootElement.GetProperty("entries").GetInt32().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Import_TakesInIntoTheDataFolderThatTheSettingNames_AndTheOthersLookThere()
    {
        var elsewhere = ("Workflow__DataFolder", Path.Combine(_folder.Root, "elsewhere"));
        var paper = Path.Combine(_folder.Root, "paper.txt");
        await File.WriteAllTextAsync(paper, Paper, Token);

        var import = await RunAsync(elsewhere, "import", paper);

        import.ExitCode.ShouldBe(0, import.Error);
        File.Exists(Path.Combine(elsewhere.Item2, "workflow.db")).ShouldBeTrue();
        File.Exists(_folder.DatabaseFile).ShouldBeFalse();
        var check = await RunAsync(elsewhere, "check", "--people", "people.json", "--json");
        JsonDocument.Parse(check.Output).RootElement.GetProperty("databaseLookedAt").GetBoolean().ShouldBeTrue();
        (await RunAsync(elsewhere, "verify")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Check_WhereThereIsNoDatabase_SaysThatNoneWasLookedAt()
    {
        var text = await RunAsync(null, "check", "--people", "people.json", "--language", "en");
        var json = await RunAsync(null, "check", "--people", "people.json", "--json");

        (text.ExitCode, json.ExitCode).ShouldBe((0, 0));
        text.Output.ShouldContain("No database was looked at");
        JsonDocument.Parse(json.Output).RootElement.GetProperty("databaseLookedAt").GetBoolean().ShouldBeFalse();
    }

    private static string Paper => $"""
        # REFERAT Skovby Council d. {HostFolder.Day(60):dd-MM-yyyy}

        # Punkt 1: Ny bænk ved søen

        SKO-2026-00001

        ## 1 (Åben) Ny bænk ved søen

        Skovby Council

        ### Resumé

        Der ønskes en bænk ved søen.
        """;

    private static string Value(TestDatabase database) => database.Kind == DatabaseKind.Postgres
        ? database.ConnectionString
        : new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

    private static async Task FaultAsync(TestDatabase database)
    {
        await using var desk = await CaseDesk.OpenAsync(
            database, before: _ => throw new PermanentActivityException("The lamp is out."), onEmbedded: true);
        await desk.BeginAsync("broken-case");
        await desk.SignalAsync("go", "broken-case", "Go");
        await desk.DeliverAsync();
        (await desk.InstanceAsync("broken-case")).Fault.ShouldBe("The lamp is out.");
    }

    private Task<ProgramRun> RunAsync((string Name, string Value)? setting, params string[] args)
    {
        var command = ServeProcess.Command(_folder.Root, args);
        if (setting is var (name, value))
            command.Environment[name] = value;
        return ProgramRun.OfAsync(command, Token);
    }
}
