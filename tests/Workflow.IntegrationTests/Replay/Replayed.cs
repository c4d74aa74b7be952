using Workflow.Activities.Replay;

namespace Workflow.IntegrationTests.Replay;

/// <summary>A replay that came to its end.</summary>
internal sealed record Replayed(string Folder, ReplayReport Report, IReadOnlyList<TimelineEvent> Timeline)
{
    /// <summary>Everything a person or a program is given, but for the database and the note that the run has ended.</summary>
    public IReadOnlyDictionary<string, string> Files() => FilesOf(Folder);

    public static IReadOnlyDictionary<string, string> FilesOf(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
        .Where(name => name != "replay.json" && !name.StartsWith("workflow.db", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(
            name => name, name => Convert.ToBase64String(File.ReadAllBytes(Path.Combine(folder, name))), StringComparer.Ordinal);

    public IEnumerable<TimelineEvent> Of(string subject) =>
        Timeline.Where(entry => entry.Subject.StartsWith(subject, StringComparison.Ordinal));
}
