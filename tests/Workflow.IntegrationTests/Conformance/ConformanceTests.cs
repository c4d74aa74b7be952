using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>
/// The embedded runtime is held to the recorded histories. <c>WORKFLOW_RECORD_VECTORS=1</c> writes the walks through the
/// shipped files and all vectors anew, as this runtime plays them.
/// </summary>
public sealed class ConformanceTests(TestDatabases databases)
{
    private static readonly bool Records = Environment.GetEnvironmentVariable("WORKFLOW_RECORD_VECTORS") == "1";

    public static TheoryData<string, DatabaseKind> Plays
    {
        get
        {
            if (Records)
                ConformanceFiles.Shipped.ToList()
                    .ForEach(name => ConformanceFiles.Write(WalksOf(name), EdgeWalks.Of("workflows/" + name)));
            var plays = new TheoryData<string, DatabaseKind>();
            foreach (var name in ConformanceFiles.Scenarios)
            {
                plays.Add(name, DatabaseKind.Sqlite);
                plays.Add(name, DatabaseKind.Postgres);
            }

            return plays;
        }
    }

    public static TheoryData<string> Shipped => [.. ConformanceFiles.Shipped];

    [Theory]
    [MemberData(nameof(Plays))]
    public async Task Play_OfEveryScenario_EndsAsRecorded(string name, DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);

        var ending = await ConformanceRun.PlayAsync(
            ConformanceFiles.Scenario(name), database, EngineUnderTest.Name, TestContext.Current.CancellationToken);

        if (Records && kind == DatabaseKind.Sqlite)
            ConformanceFiles.Write(name, ending);
        var recorded = ConformanceFiles.Vector(name);
        ConformanceFiles.Text(ending with { RecordedOn = recorded.RecordedOn }).ShouldBe(ConformanceFiles.Text(recorded));
    }

    /// <summary>A script that a runtime leaves shows as such, so no vector may have been recorded off the script.</summary>
    [Fact]
    public void EveryVector_KeepsToItsScript()
    {
        ConformanceFiles.Vectors.ShouldBe(ConformanceFiles.Scenarios);
        foreach (var name in ConformanceFiles.Scenarios)
            ConformanceFiles.Text(ConformanceFiles.Vector(name)).ShouldNotContain("where the script has", customMessage: name);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Walks_OfAShippedFile_PassEveryConnection_AndAllEnd(string name)
    {
        var catalogue = new ActivityCatalogue(
            ScriptedActivities.Descriptors.Select(descriptor => new ScriptedActivity(descriptor, null!)));
        var definition = DefinitionReader.Read(
            ConformanceFiles.Definition("workflows/" + name), catalogue).Definition.ShouldNotBeNull();
        var vector = ConformanceFiles.Vector(WalksOf(name));

        var passed = vector.Instances.SelectMany(instance => instance.History).Select(line => line.Split(' ', 4)[1..3])
            .Select(step => (step[0], step[1].TrimEnd(':'))).Distinct();

        passed.ShouldBe(definition.Connections.Keys.Where(edge => edge.Item1 != definition.StartId), ignoreOrder: true);
        vector.Instances.ShouldAllBe(instance => instance.Status == "Finished");
        vector.Parked.ShouldBeEmpty();
    }

    private static string WalksOf(string name) => "walks-" + name;
}
