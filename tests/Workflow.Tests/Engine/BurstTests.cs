using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Engine.Instances;
using Xunit;
using Runner = Workflow.Engine.Instances.Burst;

namespace Workflow.Tests.Engine;

public sealed class BurstTests
{
    private static readonly InstanceState Created =
        new() { InstanceId = "i", SubjectId = "i", DefinitionId = "d", DefinitionVersion = 1 };

    [Fact]
    public async Task Resume_BySignalNotWaitedFor_IsAFault()
    {
        var waiting = await Burst("Go").StartAsync(Created, TestContext.Current.CancellationToken);

        await Should.ThrowAsync<UnexpectedSignalException>(
            () => Burst("Go").ResumeAsync(waiting.State, new Signal("Other"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resume_OfAFinishedInstance_IsAFault()
    {
        var waiting = await Burst("Go").StartAsync(Created, TestContext.Current.CancellationToken);
        var finished = await Burst("Go").ResumeAsync(waiting.State, new Signal("Go"), TestContext.Current.CancellationToken);
        finished.State.Status.ShouldBe(InstanceStatus.Finished);

        await Should.ThrowAsync<UnexpectedSignalException>(
            () => Burst("Go").ResumeAsync(finished.State, new Signal("Go"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_Twice_IsAFault()
    {
        var waiting = await Burst("Go").StartAsync(Created, TestContext.Current.CancellationToken);

        await Should.ThrowAsync<UnexpectedSignalException>(
            () => Burst("Go").StartAsync(waiting.State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Complete_WithAnUndeclaredOutcome_IsPermanent() =>
        await Should.ThrowAsync<PermanentActivityException>(
            () => Burst("Go", immediate: "Nowhere").StartAsync(Created, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(Runner.MaxSteps, true)]
    [InlineData(Runner.MaxSteps + 1, false)]
    public async Task Start_OfAChain_RunsToItsEndUpToTheBound(int length, bool ends)
    {
        var catalogue = new ActivityCatalogue([ScriptedActivity.Immediate("S", _ => "Done", "Done")]);
        var burst = new Runner(Chain(length), catalogue, new NoUnitOfWork(), DateTimeOffset.UnixEpoch);
        Task<BurstResult> Run() => burst.StartAsync(Created, TestContext.Current.CancellationToken);

        if (ends)
            (await Run()).History.Count.ShouldBe(length);
        else
            await Should.ThrowAsync<PermanentActivityException>(Run);
    }

    private static WorkflowDefinition Chain(int length) => Definition("Go") with
    {
        Activities = Enumerable.Range(
            0, length).Select(i => $"s{i}").Append("begin").Append("end").ToDictionary(id => id, id => new ActivityNode(
                id, id switch { "begin" => WorkflowDefinition.StartType, "end" => WorkflowDefinition.EndType, _ => "S" },
                new Dictionary<string, string>())),
        Connections = Enumerable.Range(0, length).ToDictionary(i => ($"s{i}", "Done"), i => i + 1 == length ? "end" : $"s{i + 1}")
            .Append(new(("begin", "Done"), "s0")).ToDictionary(),
    };

    private static Burst Burst(string signal, string immediate = "Done")
    {
        var catalogue = new ActivityCatalogue(
        [
            ScriptedActivity.Immediate("S", _ => immediate, "Done"),
            ScriptedActivity.Waiting("W", signal),
        ]);
        return new Burst(Definition(signal), catalogue, new NoUnitOfWork(), DateTimeOffset.UnixEpoch);
    }

    private static WorkflowDefinition Definition(string signal) => new()
    {
        Id = "d-v1",
        DefinitionId = "d",
        Name = "d",
        Version = 1,
        ContentHash = "",
        StartId = "begin",
        Activities = new Dictionary<string, ActivityNode>
        {
            ["begin"] = new("begin", WorkflowDefinition.StartType, new Dictionary<string, string>()),
            ["s"] = new("s", "S", new Dictionary<string, string>()),
            ["w"] = new("w", "W", new Dictionary<string, string>()),
            ["end"] = new("end", WorkflowDefinition.EndType, new Dictionary<string, string>()),
        },
        Connections = new Dictionary<(string, string), string>
        {
            [("begin", "Done")] = "s",
            [("s", "Done")] = "w",
            [("w", signal)] = "end",
        },
    };
}
