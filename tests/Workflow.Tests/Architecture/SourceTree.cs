using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Workflow.Tests.Architecture;

/// <summary>The repository as text, found from where this file was compiled.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Rooms { get; } =
    [
        .. Directory.GetDirectories(
            Path.Combine(Root, "src")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal),
    ];

    /// <summary>Names of the rooms that a room's project file refers to.</summary>
    public static IReadOnlyList<string> References(string room) =>
        [.. Elements(room, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

    public static IReadOnlyList<string> Packages(string room) => Elements(room, "PackageReference");

    /// <summary>Every C# file of a room, by path from the root; what a build or a tool made is left out.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string room) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, "src", room), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        select (relative, File.ReadAllText(path));

    private static IReadOnlyList<string> Elements(string room, string name) =>
    [
        .. XDocument.Load(Path.Combine(Root, "src", room, room + ".csproj"))
            .Descendants(name).Select(element => (string?)element.Attribute("Include")).OfType<string>(),
    ];

    /// <summary>
    /// A build with mapped source paths does not say where it was made: then the tests' own folder leads up to it.
    /// </summary>
    private static string FindRoot([CallerFilePath] string file = "")
    {
        foreach (var start in new[] { Path.GetDirectoryName(file), AppContext.BaseDirectory })
        {
            for (var folder = start is null ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
                    return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The repository's root (Workflow.sln) was not found.");
    }
}
