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
                    where !relative.Contains("/obj/", StringComparison.Ordinal)
                        && !relative.Contains("/bin/", StringComparison.Ordinal)
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
            .Where(folder => !folder.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    /// <summary>As .editorconfig says. A text that cannot be broken (a pattern, a statement, a mail) may be longer.</summary>
    [Fact]
    public void Lines_FitTheWidth()
    {
        var wide = from room in SourceTree.Rooms
                   from file in SourceTree.Files(room)
                   where !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
                   from line in file.Text.Split('\n').Select((text, i) => (Text: text, Number: i + 1))
                   where line.Text.Length > 130 && !LongText().IsMatch(line.Text)
                   select $"{file.Path}:{line.Number}";
        wide.ShouldBeEmpty("A line holds at most 130 characters.");
    }

    /// <summary>A literal of 60 characters and more, or a line within a statement of SQL.</summary>
    [GeneratedRegex("\"[^\"]{60,}|^\\s*(select|update|from|\\() ")]
    private static partial Regex LongText();

    [GeneratedRegex(@"\b(FSF|PF|HOL|NFS|NSR)\b|Politisk")]
    private static partial Regex BodyNames();
}
