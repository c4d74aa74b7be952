using System.Text.Json;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Engine.Instances;
using Xunit;

namespace Workflow.Tests.Engine;

/// <summary>Histories recorded on Elsa 3.7.1 in token mode: the embedded runtime must give the same ones.</summary>
public sealed class ElsaVectorTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Definitions => ["approval", "approval2", "consult", "item", "late", "meeting"];

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task Replay_OfEveryRecordedRun_GivesElsasHistory(string name)
    {
        var runs = Runs().Where(run => run.Definition == name).ToList();
        runs.Count.ShouldBeGreaterThan(1);

        foreach (var run in runs)
            (await ReplayAsync(name, run)).ShouldBe([.. run.History, run.End], customMessage: JsonSerializer.Serialize(run));
    }

    [Fact]
    public void TheRecording_IsWhole() => Runs().Count().ShouldBe(271);

    private static async Task<IReadOnlyList<string>> ReplayAsync(string name, Run run)
    {
        var choices = new Queue<string>(run.Choices);
        var catalogue = Catalogue(name, choices);
        var definition = DefinitionReader.Read(File.ReadAllText(Path(name + ".json")), catalogue).Definition.ShouldNotBeNull();
        var state = new InstanceState { InstanceId = "i", SubjectId = "i", DefinitionId = name, DefinitionVersion = 1 };
        var history = new List<HistoryEntry>();
        var result = await Burst(definition, catalogue).StartAsync(state, TestContext.Current.CancellationToken);
        history.AddRange(result.History);
        foreach (var stimulus in run.Stimuli.TakeWhile(_ => result.State.Status == InstanceStatus.Waiting))
        {
            result = await Burst(
                definition, catalogue).ResumeAsync(result.State, new Signal(stimulus), TestContext.Current.CancellationToken);
            history.AddRange(result.History);
        }

        history.Select(entry => entry.Step).ShouldBe(Enumerable.Range(1, history.Count));
        var end = result.State.Status == InstanceStatus.Finished ? "finished" : "waiting:" + result.State.ActivityId;
        return [.. history.Select(entry => $"{entry.ActivityId}.{entry.Outcome}"), end];
    }

    private static Burst Burst(WorkflowDefinition definition, ActivityCatalogue catalogue) =>
        new(definition, catalogue, new NoUnitOfWork(), DateTimeOffset.UnixEpoch);

    private static ActivityCatalogue Catalogue(string name, Queue<string> choices)
    {
        using var flows = JsonDocument.Parse(File.ReadAllText(Path("flows.json")));
        var flow = flows.RootElement.GetProperty(name);
        var waits = flow.GetProperty("waits").EnumerateObject()
            .Select(wait => ScriptedActivity.Waiting($"W.{name}_{wait.Name}", Outcomes(wait.Value)));
        var steps = flow.GetProperty("steps").EnumerateObject().Select(step => Outcomes(step.Value) switch
        {
            [var only] => ScriptedActivity.Immediate($"S.{name}_{step.Name}", _ => only, only),
            var many => ScriptedActivity.Immediate($"S.{name}_{step.Name}", _ => choices.Dequeue(), many),
        });
        return new ActivityCatalogue([.. waits, .. steps]);
    }

    private static string[] Outcomes(JsonElement list) => [.. list.EnumerateArray().Select(outcome => outcome.GetString()!)];

    private static IEnumerable<Run> Runs() =>
        File.ReadLines(Path("token-3.7.1.jsonl")).Select(line => JsonSerializer.Deserialize<Run>(line, Json)!);

    private static string Path(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "Engine", "ElsaVectors", file);

    private sealed record Run(string Definition, string[] Stimuli, string[] Choices, string[] History, string End);
}
