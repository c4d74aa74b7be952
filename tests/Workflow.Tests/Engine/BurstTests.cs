using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Engine.Instances;
using Xunit;

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
