using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Bench;

/// <summary>One instance of the flow, from its start over two signals to its end: three commands.</summary>
internal static class FlowLoad
{
    private static readonly Actor Person = new("bench", "Bench");

    public static async Task InstanceAsync(ForumRuntime runtime, string id)
    {
        await ExecuteAsync(
            runtime, $"{id}/start", session => session.Start(BenchActivities.Definition, id, null)).ConfigureAwait(false);
        await ExecuteAsync(
            runtime, $"{id}/1", session => session.Raise(id, new Signal(BenchActivities.Signal))).ConfigureAwait(false);
        await ExecuteAsync(
            runtime, $"{id}/2", session => session.Raise(id, new Signal(BenchActivities.Signal))).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(ForumRuntime runtime, string commandId, Action<ForumSession> act)
    {
        var ruling = await runtime.ExecuteAsync(
            new CommandEnvelope(commandId, "bench", Person),
            (session, _) =>
            {
                act(session);
                return Task.FromResult<Ruling<bool>>(true);
            },
            CancellationToken.None).ConfigureAwait(false);
        if (!ruling.IsAccepted)
            throw new InvalidOperationException($"'{commandId}' was refused.");
    }
}
