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
        // Fewer would be less of the main job, or several steps in one commit: then say here why.
        counter.Commits.ShouldBeGreaterThanOrEqualTo(46);
        undisturbed.Keys.ShouldContain("timeline.json");
        undisturbed.Keys.ShouldContain(name => name.StartsWith("mail/", StringComparison.Ordinal));
        undisturbed.Keys.ShouldContain(name => name.StartsWith("published/", StringComparison.Ordinal));

        // With every number of commits durable, from none to all: before commit k the same is done as after commit k - 1.
        var commits = Enumerable.Range(0, counter.Commits + 1);
        await Parallel.ForEachAsync(commits, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (durable, _) =>
        {
            var probe = durable == 0 ? new DeadlyProbe(1, before: true) : new DeadlyProbe(durable, before: false);
            ShouldBeSame(await PlayAsync(inputs, kind, probe), undisturbed, $"killed with {durable} commits durable");
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

    private async Task<IReadOnlyDictionary<string, string>> PlayAsync(
        ReplayInputs inputs, DatabaseKind kind, ITransactionProbe probe)
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

    private static void ShouldBeSame(
        IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string> expected, string when)
    {
        files.Keys.ShouldBe(expected.Keys, when);
        foreach (var (name, content) in files)
        {
            if (content != expected[name])
                throw new ShouldAssertException(
                    $"{when}: {name} differs\n{Decoded(content)}\nexpected\n{Decoded(expected[name])}");
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
