using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workflow.Host.Composition;

namespace Workflow.Host.Commands;

/// <summary>The folder of one replay. Its own unfinished run goes on; any other folder that is not empty is refused.</summary>
internal sealed class ReplayFolder
{
    private const string Marker = "replay.json";

    private readonly string _inputs;

    private ReplayFolder(string path, string inputs) => (Root, _inputs) = (path, inputs);

    public string Root { get; }

    public string DatabaseFile => Path.Combine(Root, "workflow.db");

    public string Mail => Path.Combine(Root, "mail");

    public static ReplayFolder Open(string path, FileInfo source, ForumFiles files)
    {
        var folder = new ReplayFolder(Path.GetFullPath(path), Hash(source, files));
        var marker = Path.Combine(folder.Root, Marker);
        if (File.Exists(marker))
        {
            var state = JsonSerializer.Deserialize<ReplayState>(File.ReadAllText(marker))!;
            if (state.Finished)
                throw new CommandRefusedException(new Forums.Refusal("folder-not-empty", HostTexts.FolderNotEmpty(path)));
            if (state.Inputs != folder._inputs)
                throw new CommandRefusedException(new Forums.Refusal("folder-of-another", HostTexts.FolderOfAnother(path)));
            return folder;
        }

        if (Directory.Exists(folder.Root) && Directory.EnumerateFileSystemEntries(folder.Root).Any())
            throw new CommandRefusedException(new Forums.Refusal("folder-not-empty", HostTexts.FolderNotEmpty(path)));
        Directory.CreateDirectory(folder.Root);
        folder.Mark(finished: false);
        return folder;
    }

    public void Finish() => Mark(finished: true);

    public void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Whole or not at all: a replay killed here is played again from its database.
        File.WriteAllText(path + ".tmp", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private void Mark(bool finished) => Write(Marker, JsonSerializer.Serialize(new ReplayState(_inputs, finished)));

    private static string Hash(FileInfo source, ForumFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(source.FullName));
        foreach (var definition in files.Definitions())
            hash.AppendData(Encoding.UTF8.GetBytes(definition.Key + definition.Value));
        hash.AppendData(Encoding.UTF8.GetBytes(files.BodiesText()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record ReplayState(string Inputs, bool Finished);
}
