using Workflow.Engine.Activities;
using Workflow.Engine.Instances;

namespace Workflow.Runtime.Instances;

/// <summary>The engine that is always there: no state of its own, nothing to prepare.</summary>
internal sealed class EmbeddedEngine(ActivityCatalogue catalogue) : ILifecycleEngine
{
    public string Name => "embedded";

    public bool TakesNewVersions => true;

    public Task PrepareAsync(
        IReadOnlyList<StoredDefinition> definitions, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<BurstResult> StartAsync(LifecycleRun run, CancellationToken cancellationToken) =>
        Burst(run).StartAsync(run.State, cancellationToken);

    public Task<BurstResult> ResumeAsync(LifecycleRun run, Signal signal, CancellationToken cancellationToken) =>
        Burst(run).ResumeAsync(run.State, signal, cancellationToken);

    private Burst Burst(LifecycleRun run) => new(run.Definition, catalogue, run.UnitOfWork, run.Now);
}
