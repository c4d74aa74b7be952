using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Xunit;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>
/// The files that another runtime is given too: those it must take whole, and those that are refused here first.
/// </summary>
public sealed class DefinitionFilesTests
{
    private static readonly ActivityCatalogue Catalogue =
        new(ScriptedActivities.Descriptors.Select(descriptor => new ScriptedActivity(descriptor, null!)));

    public static TheoryData<string> Broken => [.. ConformanceFiles.Broken.Keys];

    public static TheoryData<string> Definitions => [.. ConformanceFiles.Definitions];

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenFile_IsRefused_ForWhatIsWrongWithIt(string name)
    {
        var reading = DefinitionReader.Read(ConformanceFiles.BrokenFile(name), Catalogue);

        reading.Definition.ShouldBeNull();
        reading.Errors.Select(error => error.Code).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(ConformanceFiles.Broken[name]);
    }

    [Fact]
    public void TheListOfBrokenFiles_IsWhole() =>
        ConformanceFiles.Broken.Keys.Order(StringComparer.Ordinal).ShouldBe(ConformanceFiles.BrokenFiles);

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_IsAccepted_AndPlayedBySomeScenario(string name)
    {
        DefinitionReader.Read(ConformanceFiles.Definition(name), Catalogue).Errors.ShouldBeEmpty();

        var scenarios = ConformanceFiles.Scenarios.Select(ConformanceFiles.Scenario);
        scenarios.ShouldContain(scenario => scenario.Definitions.Contains(name)
            || scenario.Stimuli.OfType<LoadStimulus>().Any(load => load.Definition == name));
    }

    /// <summary>What a designer adds means nothing: running instances keep such a file's version.</summary>
    [Fact]
    public void DesignersFile_MeansTheSame() =>
        Hash("loop-as-a-designer-leaves-it").ShouldBe(Hash("loop"));

    private static string Hash(string name) =>
        DefinitionReader.Read(ConformanceFiles.Definition(name), Catalogue).Definition.ShouldNotBeNull().ContentHash;
}
