using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Workflow.Tests.Architecture;

public sealed class ResourceTests
{
    /// <summary>A sentence that stands in one language only would be read in the wrong one.</summary>
    [Fact]
    public void Sentences_StandInBothLanguages_WithTheSamePlaces()
    {
        var neutral = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.resx", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".da.resx", StringComparison.Ordinal)).ToList();
        neutral.ShouldNotBeEmpty();
        foreach (var path in neutral)
            Entries(Path.ChangeExtension(path, ".da.resx")).ShouldBe(Entries(path), Path.GetFileName(path));
    }

    /// <summary>Keys, each with the places ({0}, {1} …) that its sentence fills.</summary>
    private static IEnumerable<string> Entries(string path) => XDocument.Load(path).Root!.Elements("data")
        .Select(data => $"{(string?)data.Attribute("name")}: {string.Join(' ', Places((string?)data.Element("value") ?? ""))}")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<int> Places(string sentence) =>
        Enumerable.Range(0, 10).Where(place => sentence.Contains("{" + place, StringComparison.Ordinal));
}
