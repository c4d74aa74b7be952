using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;

namespace Workflow.Engine.Instances;

/// <summary>Runs one instance from where it stands until its token waits or ends.</summary>
public sealed class Burst(WorkflowDefinition definition, ActivityCatalogue catalogue, IUnitOfWork unitOfWork, DateTimeOffset now)
{
    public const int MaxSteps = 1_000;

    public Task<BurstResult> StartAsync(InstanceState state, CancellationToken cancellationToken) =>
        throw new NotImplementedException($"{definition.Id} {catalogue} {unitOfWork} {now} {state} {cancellationToken}");

    public Task<BurstResult> ResumeAsync(InstanceState state, Signal signal, CancellationToken cancellationToken) =>
        throw new NotImplementedException($"{signal} {state} {cancellationToken}");
}
