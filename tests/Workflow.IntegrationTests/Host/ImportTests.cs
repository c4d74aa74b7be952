using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed class ImportTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ImportAsJson_WritesTheContractAloneToStandardOutput()
    {
        var run = await RunAsync("import", Paper(HostFolder.Day(-700)), "--dry-run", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        run.Output.ShouldStartWith("{");
        run.Output.ShouldContain("bænk");
        document.GetProperty("document").GetProperty("kind").GetString().ShouldBe("minutes");
        var item = document.GetProperty("items")[0];
        (item.GetProperty("number").GetString(), item.GetProperty("access").GetString()).ShouldBe(("1", "open"));
        item.GetProperty("caseNumber").ValueKind.ShouldBe(JsonValueKind.Null);
        item.GetProperty("outcome").GetProperty("kind").GetString().ShouldBe("Approved");
        File.Exists(_folder.DatabaseFile).ShouldBeFalse("a dry run leaves nothing");
    }

    [Fact]
    public async Task ImportOfABodyThatIsNotConfigured_SaysThatItIsDerived()
    {
        var paper = Paper(HostFolder.Day(60), "Mosegrav Råd");

        var run = await RunAsync("import", paper, "--dry-run", "--json");

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("Mosegrav Råd");
        JsonDocument.Parse(run.Output).RootElement.GetProperty(
            "document").GetProperty("bodyIsConfigured").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Import_HappensOnce_AndVerifyFindsTheTrailWhole()
    {
        var paper = Paper(HostFolder.Day(60));

        (await RunAsync("import", paper)).ExitCode.ShouldBe(0);
        var second = await RunAsync("import", paper);

        second.ExitCode.ShouldBe(1);
        second.Error.ShouldContain("meeting.council.");
        Count("meetings").ShouldBe(1);
        (await RunAsync("verify", "--json")).ExitCode.ShouldBe(0);
    }

    /// <summary>A meeting of the past cannot be planned; its items had been left behind.</summary>
    [Fact]
    public async Task ARefusedImport_LeavesNothing()
    {
        var run = await RunAsync("import", Paper(HostFolder.Day(-700)));

        run.ExitCode.ShouldBe(1);
        Count("items").ShouldBe(0);
        Count("instances").ShouldBe(0);
    }

    [Fact]
    public async Task Verify_NamesTheRowThatWasChanged()
    {
        (await RunAsync("import", Paper(HostFolder.Day(60)))).ExitCode.ShouldBe(0);
        Tamper();

        var run = await RunAsync("verify", "--json");

        run.ExitCode.ShouldBe(1);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("faults").GetArrayLength().ShouldBeGreaterThan(0);
    }

    private Task<ProgramRun> RunAsync(params string[] args) =>
        ProgramRun.OfAsync(_folder.Root, TestContext.Current.CancellationToken, args);

    private string Paper(DateOnly day, string body = "Skovby Council") =>
        Write("paper.txt", Encoding.UTF8.GetBytes(Text(day, body)));

    private string Write(string name, byte[] bytes, string folder = "")
    {
        Directory.CreateDirectory(Path.Combine(_folder.Root, folder));
        File.WriteAllBytes(Path.Combine(_folder.Root, folder, name), bytes);
        return name;
    }

    private static string Line(DateOnly day) =>
        "Mødedato " + day.ToString("dddd 'd.' d. MMMM yyyy", CultureInfo.GetCultureInfo("da-DK")) + " kl. 09:00";

    private static string Text(DateOnly day, string body) => $"""
        REFERAT {body} d. {day:dd-MM-yyyy}

        {Line(day)}

        Mødested Skovby Rådhus

        Punkt 1: Ny bænk ved søen

        1 (Åben) Ny bænk ved søen

        {body}

        Indstilling

        Det indstilles, at den nye bænk godkendes.

        Beslutning

        Godkendt.
        """;

    private long Count(string table)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from " + table;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>As somebody with the file in hands could: the triggers away, one sentence changed.</summary>
    private void Tamper()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select name from sqlite_master where type = 'trigger'";
        var triggers = new List<string>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
                triggers.Add(reader.GetString(0));
        }

        command.CommandText = string.Concat(triggers.Select(name => $"drop trigger {name};"))
            + "update audit set actor_id = 'somebody' where id = (select min(id) from audit)";
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }
}
