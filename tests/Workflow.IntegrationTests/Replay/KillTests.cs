using System.Diagnostics;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Replay;

/// <summary>A replay that dies at any commit and is begun again ends as if nothing had happened: not a byte differs.</summary>
public sealed class KillTests(TestDatabases databases, ITestOutputHelper output)
{
    private const int AtOnce = 2;

    [Theory, EachDatabase]
    public async Task Replay_KilledAtEveryCommit_EndsAsUndisturbed(DatabaseKind kind)
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies());
        var counter = new CountingProbe();
        var undisturbed = await PlayAsync(inputs, kind, counter);
        output.WriteLine($"{kind}: N = {counter.Commits} commits, killed at each.");
        counter.Commits.ShouldBeGreaterThan(40);
        undisturbed.Keys.ShouldContain("timeline.json");
        undisturbed.Keys.ShouldContain(name => name.StartsWith("mail/", StringComparison.Ordinal));
        undisturbed.Keys.ShouldContain(name => name.StartsWith("published/", StringComparison.Ordinal));

        var commits = Enumerable.Range(1, counter.Commits);
        await Parallel.ForEachAsync(commits, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (commit, _) =>
        {
            // Before and after in turn: after commit k and before commit k + 1 the same is done and the same is not.
            var probe = new DeadlyProbe(commit, before: commit % 2 == 0);
            ShouldBeSame(await PlayAsync(inputs, kind, probe), undisturbed, $"killed at commit {commit}");
        });
    }

    [Fact]
    public async Task ReplayProcess_KilledHard_GoesOnToTheSameEnd()
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies());
        var (whole, killed) = (inputs.NewOutput(), inputs.NewOutput());
        (await HostProcess.RunAsync(inputs.Replay(whole))).ExitCode.ShouldBe(0);

        using (var process = HostProcess.Start(inputs.Replay(killed)))
        {
            await UntilAsync(() => Count(killed, "mail") >= 5, process);
            process.Kill();
            await process.WaitForExitAsync();
            output.WriteLine($"Process {process.Id} was killed with {Count(killed, "mail")} letters written.");
        }

        File.Exists(Path.Combine(killed, "timeline.json")).ShouldBeFalse();
        (await HostProcess.RunAsync(inputs.Replay(killed))).ExitCode.ShouldBe(0);

        ShouldBeSame(Replayed.FilesOf(killed), Replayed.FilesOf(whole), "killed by process id");
    }

    private async Task<IReadOnlyDictionary<string, string>> PlayAsync(ReplayInputs inputs, DatabaseKind kind, ITransactionProbe probe)
    {
        await using var database = await databases.CreateAsync(kind);
        var (folder, option) = (inputs.NewOutput(), Option(database));
        var died = 0;
        try
        {
            await inputs.PlayAsync(folder, option, probe);
        }
        catch (ProcessDeathException)
        {
            died++;
            await inputs.PlayAsync(folder, option);
        }

        died.ShouldBe(probe is DeadlyProbe ? 1 : 0);
        var files = Replayed.FilesOf(folder);
        Directory.Delete(folder, recursive: true);
        return files;
    }

    private static string Option(TestDatabase database) => database.Kind == DatabaseKind.Sqlite
        ? database.ConnectionString["Data Source=".Length..]
        : database.ConnectionString;

    private static void ShouldBeSame(IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string> expected, string when)
    {
        files.Keys.ShouldBe(expected.Keys, when);
        foreach (var (name, content) in files)
        {
            if (content != expected[name])
                throw new ShouldAssertException($"{when}: {name} differs\n{Decoded(content)}\nexpected\n{Decoded(expected[name])}");
        }
    }

    private static string Decoded(string content) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(content));

    private static int Count(string folder, string name) => Directory.Exists(Path.Combine(folder, name))
        ? Directory.EnumerateFiles(Path.Combine(folder, name), "*.eml").Count()
        : 0;

    /// <summary>Looks again and again: the process tells nobody how far it is.</summary>
    private static async Task UntilAsync(Func<bool> reached, Process process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!reached())
        {
            process.HasExited.ShouldBeFalse("It ended before it could be killed.");
            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}
