using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Workflow.Tests.Architecture;

/// <summary>Rules of the house that the compiler cannot hold.</summary>
public sealed partial class HouseRuleTests
{
    [Fact]
    public void Source_NamesNoBody()
    {
        var named = from path in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*", SearchOption.AllDirectories)
                    where Path.GetExtension(path) is ".cs" or ".cshtml" or ".razor" or ".resx"
                    let relative = Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/')
                    where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
                    let word = BodyNames().Match(File.ReadAllText(path))
                    where word.Success
                    select $"{relative}: {word.Value}";
        named.ShouldBeEmpty("What varies per body is data in workflows/bodies, never code.");
    }

    [Fact]
    public void NoFolder_IsADrawerForEverything()
    {
        string[] drawers = ["Helpers", "Utils", "Common", "Managers", "Services"];
        Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(folder => drawers.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase))
            .Where(folder => !folder.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"\b(FSF|PF|HOL|NFS|NSR)\b|Politisk")]
    private static partial Regex BodyNames();
}
