using Shouldly;
using Workflow.Engine.Definitions;
using Workflow.Tests.Architecture;
using Xunit;

namespace Workflow.Tests.Activities;

/// <summary>Lifecycles, activities and the page that describes them say the same.</summary>
public sealed class ActivityCatalogueTests
{
    private static readonly string Page = Path.Combine(SourceTree.Root, "docs", "activities.md");

    public static TheoryData<string> Lifecycles => [.. ShippedCatalogue.Lifecycles.Keys];

    [Fact]
    public void Page_IsWhatTheDescriptorsSay()
    {
        var page = CataloguePage.Render(ShippedCatalogue.Catalogue, ShippedCatalogue.Lifecycles);
        if (Environment.GetEnvironmentVariable("WORKFLOW_WRITE_DOCS") == "1")
            File.WriteAllText(Page, page);

        File.ReadAllText(
            Page).ShouldBe(page, "docs/activities.md is out of date; run the tests once with WORKFLOW_WRITE_DOCS=1.");
    }

    [Fact]
    public void Lifecycles_AreFound() => ShippedCatalogue.Lifecycles.Count.ShouldBeGreaterThanOrEqualTo(4);

    [Theory]
    [MemberData(nameof(Lifecycles))]
    public void Page_NamesEveryActivityOfALifecycle(string file)
    {
        var page = File.ReadAllText(Page);
        var builtIn = new[] { "Elsa.Start", "Elsa.End" };

        CataloguePage.Names(ShippedCatalogue.Lifecycles[file]).Except(builtIn)
            .Where(name => !page.Contains($"\n## {name}\n", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Lifecycles))]
    public void Read_ShippedLifecycleWithTheRealCatalogue_HasNoMistake(string file) =>
        DefinitionReader.Read(ShippedCatalogue.Lifecycles[file], ShippedCatalogue.Catalogue).Errors.ShouldBeEmpty();

    [Fact]
    public void Catalogue_EveryDescription_SaysWhatItIs()
    {
        foreach (var descriptor in ShippedCatalogue.Catalogue.Descriptors)
        {
            descriptor.Summary.ShouldNotBeNullOrWhiteSpace(descriptor.TypeName);
            descriptor.Outcomes.ShouldAllBe(outcome => !string.IsNullOrWhiteSpace(outcome.Summary), descriptor.TypeName);
            descriptor.Outcomes.Select(outcome => outcome.Name).ShouldBeUnique();
        }
    }
}
