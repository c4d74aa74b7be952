using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed class ExitCodeTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, "dance")]
    [InlineData(2, "import")]
    [InlineData(2, "check", "--nothing")]
    [InlineData(2, "check", "--language", "sv")]
    [InlineData(1, "import", "missing.txt", "--dry-run", "--json")]
    [InlineData(1, "check", "--people", "missing.json", "--json")]
    [InlineData(1, "verify")]
    [InlineData(1, "serve", "--urls", "http://0.0.0.0:0")]
    [InlineData(1, "serve", "--urls", "nowhere")]
    [InlineData(0, "check")]
    [InlineData(0, "--version")]
    public async Task TheExitCode_TellsWrongUseFromRefusal_WithoutAStackTrace(int expected, params string[] args)
    {
        var run = await RunAsync(args);

        run.ExitCode.ShouldBe(expected, run.Error);
        if (expected != 0)
            (run.Error + run.Output).Trim().ShouldNotBeEmpty();
        run.Error.ShouldNotContain("   at ");
        run.Error.ShouldNotContain("Noget gik galt");
    }

    [Theory]
    [InlineData("", "serve", "replay", "import", "check", "verify", "--language", "--verbose", "--demo", "--urls")]
    [InlineData("serve", "--urls", "--demo", "--bodies", "--people", "--workflows", "--database")]
    [InlineData("import", "FILE", "--dry-run", "--json", "--bodies", "--people", "--workflows", "--database")]
    [InlineData("replay", "FILE", "--out", "--json", "--bodies", "--workflows", "--database")]
    [InlineData("verify", "--database", "--json")]
    public async Task Help_ExplainsEveryOption(string command, params string[] expected)
    {
        var run = await RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        run.ExitCode.ShouldBe(0);
        foreach (var name in expected)
            run.Output.Split('\n').ShouldContain(line => Explains(line, name), name);
    }

    private Task<ProgramRun> RunAsync(params string[] args) =>
        ProgramRun.OfAsync(_folder.Root, TestContext.Current.CancellationToken, args);

    /// <summary>The name, and beside it some words of explanation.</summary>
    private static bool Explains(string line, string name)
    {
        var words = line.Trim().Split("  ", 2);
        return words.Length == 2 && words[1].Trim().Length > 0
            && words[0].Split([' ', ',', '<', '>'], StringSplitOptions.RemoveEmptyEntries).Contains(name);
    }
}
