using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Workflow.Activities.Ports;
using Workflow.Activities.Replay;
using Workflow.Host.Commands;
using Workflow.Host.Composition;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Minutes = Workflow.Host.Import.PaperFile;

namespace Workflow.IntegrationTests.Replay;

/// <summary>What a replay works with, in a folder of the test's own: a paper, two bodies, a copy of the lifecycles.</summary>
internal sealed class ReplayInputs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forum-replay-").FullName;
    private int _outputs;

    public ReplayInputs(string paper, params JsonObject[] bodies)
    {
        Directory.CreateDirectory(BodiesFolder);
        Directory.CreateDirectory(WorkflowsFolder);
        File.WriteAllText(PaperFile, paper);
        foreach (var body in bodies)
            File.WriteAllText(Path.Combine(BodiesFolder, body["id"] + ".json"), body.ToJsonString());
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "workflows"), "*.json"))
            File.Copy(file, Path.Combine(WorkflowsFolder, Path.GetFileName(file)));
    }

    public string PaperFile => Path.Combine(_folder, "paper.txt");

    public string BodiesFolder => Path.Combine(_folder, "bodies");

    public string WorkflowsFolder => Path.Combine(_folder, "workflows");

    public string NewOutput() =>
        Path.Combine(_folder, "out-" + Interlocked.Increment(ref _outputs).ToString(CultureInfo.InvariantCulture));

    /// <param name="change">Gets the flowchart's activities and connections.</param>
    public void Edit(string definition, Action<JsonArray, JsonArray> change)
    {
        var path = Path.Combine(WorkflowsFolder, definition);
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        change(root["root"]!["activities"]!.AsArray(), root["root"]!["connections"]!.AsArray());
        File.WriteAllText(path, root.ToJsonString());
    }

    public Task<Replayed> PlayAsync() => PlayAsync(NewOutput());

    /// <param name="database">As the option of the command line; null for a file in the folder.</param>
    public Task<Replayed> PlayAsync(string output, string? database = null, ITransactionProbe? probe = null) =>
        PlayAsync(PaperFile, new ForumFiles(new FileInfo(BodiesFolder), new DirectoryInfo(WorkflowsFolder), people: null),
            output, database, probe);

    public static async Task<Replayed> PlayAsync(
        string paper,
        ForumFiles files,
        string output,
        string? database = null,
        ITransactionProbe? probe = null,
        IMailTransport? transport = null,
        bool onEmbedded = false)
    {
        // As the command line does; the language is that of the test alone.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("da-DK");
        var read = await Minutes.ReadAsync(paper, files.Bodies(), CancellationToken.None);
        var folder = ReplayFolder.Open(output, new FileInfo(paper), files);
        await using var session = await ReplaySession.BeginAsync(
            read, files, folder, database, probe, CancellationToken.None, transport, onEmbedded ? null : EngineUnderTest.Other);
        var (report, timeline) = await session.PlayAsync(CancellationToken.None);
        return new Replayed(output, report, timeline);
    }

    public static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
