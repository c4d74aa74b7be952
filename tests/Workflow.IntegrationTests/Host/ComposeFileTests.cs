using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>What can be said of the compose file and the Dockerfile where no Docker engine runs.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly string Compose = File.ReadAllText(Path.Combine(Root(), "docker-compose.yml"));

    [Fact]
    public void TwoHosts_ADatabase_AndAMailCatcher_AreThere()
    {
        Services().Keys.ShouldBe(["host-a", "host-b", "database", "mail"]);
        Services()["database"].ShouldContain("pg_isready");
        foreach (var host in new[] { "host-a", "host-b" })
            Services()[host].ShouldContain("<<: *host");
        Compose.ShouldContain("condition: service_healthy");
    }

    [Fact]
    public void TheMailCatcher_IsTheHostsMailServer_AndRunsWithThem()
    {
        Compose.ShouldContain("Workflow__Mail__Host: ${WORKFLOW_MAIL_HOST:-mail}");
        Compose.ShouldContain("Workflow__Mail__Port: ${WORKFLOW_MAIL_PORT:-1025}");
        Compose.ShouldContain("Workflow__Mail__Security: ${WORKFLOW_MAIL_SECURITY:-None}");
        Services()["mail"].ShouldNotContain("profiles");
    }

    [Fact]
    public void EveryPort_IsOfThisMachineOnly_AndTakenOnce()
    {
        var ports = Port().Matches(Compose).Select(match => match.Groups[1].Value).ToList();

        ports.Count.ShouldBe(3);
        ports.ShouldAllBe(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal));
        ports.Distinct(StringComparer.Ordinal).Count().ShouldBe(ports.Count);
    }

    [Fact]
    public void NoSecret_StandsInTheFile_AndNoneHasADefault()
    {
        var secrets = Secret().Matches(Compose).Select(match => match.Value).ToList();

        secrets.Count.ShouldBeGreaterThanOrEqualTo(4);
        secrets.ShouldAllBe(line => RequiredVariable().IsMatch(line));
    }

    [Fact]
    public void EveryVolume_ThatIsMounted_IsDeclared()
    {
        var declared = Compose[Compose.LastIndexOf("\nvolumes:", StringComparison.Ordinal)..];

        foreach (var name in new[] { "data", "database" })
        {
            Compose.ShouldContain($"- {name}:/");
            declared.ShouldContain($"\n  {name}:");
        }
    }

    [Fact]
    public void TheImage_RunsAsNobodySpecial_WithItsCultureAndTimeZones_AndKnowsItsHealth()
    {
        var file = File.ReadAllText(Path.Combine(Root(), "Dockerfile"));

        file.ShouldContain("USER $APP_UID");
        file.ShouldContain("tzdata");
        file.ShouldContain("libicu");
        file.ShouldContain("HEALTHCHECK");
        file.IndexOf(
            "USER $APP_UID", StringComparison.Ordinal).ShouldBeGreaterThan(file.LastIndexOf("\nRUN ", StringComparison.Ordinal));
        // What has no lock file is no part of the image: the program with Elsa is built where its packages are.
        foreach (var project in Directory.EnumerateDirectories(Path.Combine(Root(), "src"))
            .Where(folder => File.Exists(Path.Combine(folder, "packages.lock.json"))).Select(Path.GetFileName))
            file.ShouldContain($"COPY src/{project}/*.csproj");
    }

    /// <summary>Name and text of each service, in their order.</summary>
    private static Dictionary<string, string> Services()
    {
        var text = Compose[Compose.IndexOf("\nservices:", StringComparison.Ordinal)..Compose.LastIndexOf(
            "\nvolumes:", StringComparison.Ordinal)];
        var starts = ServiceStart().Matches(text);
        return starts.Select((match, index) => (match, End: index + 1 < starts.Count ? starts[index + 1].Index : text.Length))
            .ToDictionary(service => service.match.Groups[1].Value, service => text[service.match.Index..service.End],
                StringComparer.Ordinal);
    }

    /// <summary>
    /// A terminal would change the bytes, and a folder of the host's, mounted into a container that runs as nobody in particular,
    /// could not be written.
    /// </summary>
    [Fact]
    public void DocumentedBackupAndRestore_GoThroughPipesOfTheOperatorsShell()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "docs", "operations.md"))
            .Where(line => line.StartsWith("docker compose", StringComparison.Ordinal)).ToList();
        var piped = lines.Where(line => line.Contains(" > ") || line.Contains(" < ")).ToList();

        piped.Select(line => line.Split(' ')[^1]).ShouldBe(["workflow.dump", "data.tar.gz", "workflow.dump", "data.tar.gz"]);
        piped.ShouldAllBe(line => line.Contains(" -T ", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("$PWD", StringComparison.Ordinal));
    }

    /// <summary>The client needs no engine to read a file and to fill in its variables.</summary>
    [Fact]
    public async Task ComposeItself_TakesTheFile_AndRefusesItWithoutASecret()
    {
        var folder = Directory.CreateTempSubdirectory("forum-compose-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "docker-compose.yml"), Compose);
            var secrets = new Dictionary<string, string?>
            {
                ["WORKFLOW_API_TOKEN"] = "token-of-the-readers",
                ["WORKFLOW_OPERATOR_TOKEN"] = "token-of-the-operators",
                ["POSTGRES_PASSWORD"] = "password-of-the-database",
            };

            var (code, output, error) = await ConfigAsync(folder.FullName, secrets);

            code.ShouldBe(0, error);
            output.ShouldContain("password-of-the-database");
            output.ShouldNotContain("${");
            foreach (var missing in secrets.Keys)
            {
                var refused = await ConfigAsync(
                    folder.FullName, new Dictionary<string, string?>(secrets) { [missing] = null });
                refused.ExitCode.ShouldNotBe(0);
                (refused.Output + refused.Error).ShouldContain(missing);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ProgramRun> ConfigAsync(string folder, Dictionary<string, string?> secrets)
    {
        var start = new ProcessStartInfo("docker-compose", ["config"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in secrets)
            start.Environment[name] = value;
        try
        {
            return await ProgramRun.OfAsync(start, TestContext.Current.CancellationToken);
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("WORKFLOW_REQUIRE_COMPOSE") is null)
        {
            Assert.Skip("There is no docker-compose in PATH.");
            throw;
        }
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"^  ([a-z-]+):\r?$", RegexOptions.Multiline)]
    private static partial Regex ServiceStart();

    [GeneratedRegex("^ +- \"([0-9.]*:?[0-9]+:[0-9]+)\"", RegexOptions.Multiline)]
    private static partial Regex Port();

    /// <summary>Lines that give a value to something secret.</summary>
    [GeneratedRegex("^ *[^#\n]*(?:Token|PASSWORD|Password=|Workflow__Database)[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\{[A-Z_]+:\?[^}]+\}")]
    private static partial Regex RequiredVariable();
}
