using System.Collections.Concurrent;
using Workflow.Activities.Ports;
using Workflow.Host.Composition;
using Workflow.IntegrationTests.RealMinutes;
using Xunit;

[assembly: AssemblyFixture(typeof(Workflow.IntegrationTests.Replay.RealReplays))]

namespace Workflow.IntegrationTests.Replay;

/// <summary>The replays of the real minutes, each played once for all tests that read it.</summary>
public sealed class RealReplays : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forum-real-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<Task<Replayed>>> _played = new(StringComparer.Ordinal);

    internal Task<Replayed> PlayAsync(string file)
    {
        // Read first: where the file is absent the test is skipped, and nothing is kept.
        var text = RealPaper.Text(file);
        return _played.GetOrAdd(file, name => new Lazy<Task<Replayed>>(() => PlayOnceAsync(name, text))).Value;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Once more, with the mail going another way.</summary>
    internal Task<Replayed> PlayAnewAsync(string file, IMailTransport transport) =>
        PlayOnceAsync(file, RealPaper.Text(file), transport);

    private async Task<Replayed> PlayOnceAsync(string file, string text, IMailTransport? transport = null)
    {
        var paper = Path.Combine(_folder, file);
        if (!File.Exists(paper))
            await File.WriteAllTextAsync(paper, text);
        var workflows = new DirectoryInfo(Path.Combine(ReplayInputs.Root(), "workflows"));
        return await ReplayInputs.PlayAsync(
            paper,
            new ForumFiles(null, workflows, null),
            Path.Combine(_folder, Path.GetFileNameWithoutExtension(file) + (transport is null ? "" : "-by-mail")),
            transport: transport);
    }
}
