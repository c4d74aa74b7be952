using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>The program as a user meets it: exit codes, what goes to which stream, and plain words for bad input.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_WithJson_WritesNothingElseToStandardOutput()
    {
        var (code, output, _) = await RunAsync("import", Paper("1", "Godkendt."), "--dry-run", "--json");

        code.ShouldBe(0);
        var report = JsonDocument.Parse(output).RootElement;
        report.GetProperty("document").GetProperty("date").GetString().ShouldBe("2026-05-05");
        report.GetProperty("items")[0].GetProperty("outcome").GetProperty("kind").GetString().ShouldBe("Approved");
        report.GetProperty("items")[0].GetProperty("access").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task Help_NamesEveryCommand()
    {
        var (code, output, _) = await RunAsync("--help");

        code.ShouldBe(0);
        foreach (var command in new[] { "serve", "replay", "import", "check", "verify" })
            output.ShouldContain(command);
    }

    [Fact]
    public async Task RuntimeThatThisBuildDoesNotHold_IsRefusedWithWhatToDo()
    {
        var (code, output, error) = await RunAsync("serve", "--runtime", "elsa", "--language", "en");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("elsa");
        error.ShouldContain("embedded");
        error.ShouldContain("docs/elsa.md");
    }

    [Theory]
    [InlineData("import")]
    [InlineData("replay", "a.txt", "--no-such-option")]
    [InlineData("fly")]
    public async Task WrongUse_IsExitCode2(params string[] args) => (await RunAsync(args)).ExitCode.ShouldBe(2);

    [Theory]
    [InlineData("", "tom")]
    [InlineData("This is a recipe for pancakes.", "")]
    public async Task AFileThatIsNoMinutes_IsRefused(string text, string word)
    {
        var (code, output, error) = await RunAsync("import", Write("paper.txt", text), "--dry-run", "--json");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("paper.txt");
        error.ShouldContain(word);
    }

    [Fact]
    public async Task Latin1_IsRefusedWithItsPlace()
    {
        var path = Path.Combine(_folder.Root, "latin.txt");
        await File.WriteAllBytesAsync(
            path, Encoding.Latin1.GetBytes("# REFERAT Skovby Council d. 05-05-2026\n\nMødedato Tirsdag d. 5. maj 2026\n"), Token);

        var (code, _, error) = await RunAsync("import", path, "--dry-run");

        code.ShouldBe(1);
        error.ShouldContain("3");
        error.ShouldContain("UTF-8");
    }

    [Fact]
    public async Task ADateThatDoesNotExist_IsRefused()
    {
        var text = await File.ReadAllTextAsync(Paper("1", "Godkendt."), Token);
        var (code, _, error) = await RunAsync(
            "import", Write("date.txt", text.Replace("5. maj 2026", "31. februar 2026", StringComparison.Ordinal)), "--dry-run");

        code.ShouldBe(1);
        error.ShouldContain("31. februar 2026");
    }

    [Fact]
    public async Task TwoItemsWithOneNumber_AreRefused()
    {
        var text = await File.ReadAllTextAsync(Paper("1", "Godkendt."), Token);
        var item = text[text.IndexOf("# Punkt 1", StringComparison.Ordinal)..];
        var (code, _, error) = await RunAsync("import", Write("twice.txt", text + "\n" + item), "--dry-run");

        code.ShouldBe(1);
        error.ShouldContain("1");
    }

    [Fact]
    public async Task BodiesThatReferToThemselvesAndToNobody_AreRefusedTogether()
    {
        var bodies = Write("bodies.json", """
            [ { "id": "a", "name": "A", "kind": "x", "refersTo": "a" }, { "id": "b", "name": "B", "kind": "x", "refersTo": "nobody" } ]
            """);

        var (code, _, error) = await RunAsync("import", Paper("1", "Godkendt."), "--dry-run", "--bodies", bodies);

        code.ShouldBe(1);
        error.ShouldContain("$[0].refersTo");
        error.ShouldContain("nobody");
    }

    [Fact]
    public async Task ABrokenDefinition_StopsReplayAndServeBeforeAnythingIsWritten()
    {
        RemoveFirstConnection(Path.Combine(_folder.Root, "workflows", "approval.json"));

        var replay = await RunAsync("replay", Paper("1", "Godkendt."), "--out", "out");
        var serve = await RunAsync("serve", "--urls", "http://127.0.0.1:0", "--people", "people.json");

        replay.ExitCode.ShouldBe(1);
        serve.ExitCode.ShouldBe(1);
        foreach (var error in new[] { replay.Error, serve.Error })
        {
            error.ShouldContain("approval.json");
            error.ShouldContain("$.root.activities[0]");
        }
    }

    [Fact]
    public async Task Check_WithAMistake_IsExitCode1AndNamesIt()
    {
        (await RunAsync("check", "--people", "people.json")).ExitCode.ShouldBe(0);
        RemoveFirstConnection(Path.Combine(_folder.Root, "workflows", "meeting.json"));

        var (code, output, _) = await RunAsync("check", "--people", "people.json", "--json");

        code.ShouldBe(1);
        output.ShouldContain("meeting.json");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    public async Task AMandateInABodyThatIsNotThere_IsRefused(params string[] command)
    {
        Write("people.json", """
            { "people": [ { "id": "ane", "name": "Ane", "mandates": [ { "bodyId": "councel", "role": "chair" } ] } ] }
            """);

        var (code, output, error) = await RunAsync([.. command, "--people", "people.json"]);

        code.ShouldBe(1);
        (output + error).ShouldContain("$.people[0].mandates[0].bodyId");
        (output + error).ShouldContain("councel");
    }

    [Fact]
    public async Task Replay_IntoAFolderThatIsNotEmpty_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Root, "out"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Root, "out", "mine.txt"), "mine", Token);

        var (code, _, error) = await RunAsync("replay", Paper("1", "Godkendt."), "--out", "out");

        code.ShouldBe(1);
        error.ShouldContain("out");
        Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Root, "out")).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Verify_FindsAPublishedFileThatWasChanged()
    {
        (await RunAsync("replay", Paper("1", "Godkendt."), "--out", "out", "--json")).ExitCode.ShouldBe(0);
        (await RunAsync("verify", "--out", "out")).ExitCode.ShouldBe(0);
        var page = Directory.EnumerateFiles(
            Path.Combine(_folder.Root, "out", "published"), "*.html", SearchOption.AllDirectories).First();
        await File.AppendAllTextAsync(page, "<!-- changed -->", Token);

        var (code, output, _) = await RunAsync("verify", "--out", "out");

        code.ShouldBe(1);
        output.ShouldContain(Path.GetFileName(page));
    }

    [Fact]
    public async Task APageThatCouldNotBeWritten_IsNamedByCheckAndVerify()
    {
        (await RunAsync("replay", Paper("1", "Godkendt."), "--out", "out")).ExitCode.ShouldBe(0);
        var database = Path.Combine(_folder.Root, "out", "workflow.db");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + database + ";Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                update publications set is_written = 0,
                    data = json_set(json_remove(data, '$.writtenAt'), '$.failure', 'Disk full.', '$.attempts', 8, '$.givenUpAt', '2026-05-05T12:00:00Z')
                where id = (select min(id) from publications)
                """;
            (await command.ExecuteNonQueryAsync(Token)).ShouldBe(1);
        }

        var verified = await RunAsync("verify", "--out", "out");
        var check = await RunAsync("check", "--database", database);

        (verified.ExitCode, check.ExitCode).ShouldBe((1, 1));
        verified.Output.ShouldContain("Disk full.");
        check.Output.ShouldContain("[pages]");
        check.Output.ShouldContain("/retry");
    }

    private static void RemoveFirstConnection(string path)
    {
        var definition = JsonNode.Parse(File.ReadAllText(path))!;
        definition["root"]!["connections"]!.AsArray().RemoveAt(0);
        File.WriteAllText(path, definition.ToJsonString());
    }

    private string Paper(string number, string decision) => Write("council.txt", $"""
        # REFERAT Skovby Council d. 05-05-2026

        **Mødedato** Tirsdag d. 5. maj 2026 kl. 09:00

        **Mødested** Skovby Rådhus

        # Punkt {number}: Ny bænk ved søen

        SKO-2026-00001

        ## {number} (Åben) Ny bænk ved søen

        Skovby Council

        Sags ID: SKO-2026-00001

        Dok ID: 4711

        ### Resumé

        Der ønskes en bænk ved søen.

        ### Økonomi

        Sagen er ikke forbundet med udgifter, der kræver særskilt stillingtagen.

        ### Indstilling

        Det indstilles, at bænken godkendes.

        ### Beslutning

        {decision}

        ### Bilag

        .
        """);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<ProgramRun> RunAsync(params string[] args) => ProgramRun.OfAsync(_folder.Root, Token, args);
}
