using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;

namespace Workflow.Engine.Instances;

/// <summary>
/// Runs one instance from where it stands until its token waits or ends. Pure but for what the activities do to the
/// unit of work: an exception of an activity passes through, and the caller rolls everything back.
/// </summary>
public sealed class Burst(WorkflowDefinition definition, ActivityCatalogue catalogue, IUnitOfWork unitOfWork, DateTimeOffset now)
{
    /// <summary>A burst longer than this is a loop that nobody meant.</summary>
    public const int MaxSteps = 1_000;

    private readonly List<HistoryEntry> _history = [];

    /// <exception cref="UnexpectedSignalException">The instance has been started before.</exception>
    public async Task<BurstResult> StartAsync(InstanceState state, CancellationToken cancellationToken)
    {
        if (state.Status != InstanceStatus.Created)
            throw new UnexpectedSignalException(state, "$start");
        var first = definition.Target(definition.StartId, WorkflowDefinition.StartPort);
        return await RunAsync(state, first, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="UnexpectedSignalException">The instance does not wait for the signal.</exception>
    public async Task<BurstResult> ResumeAsync(InstanceState state, Signal signal, CancellationToken cancellationToken)
    {
        if (state.Status != InstanceStatus.Waiting || state.ActivityId is null || !Contains(state.WaitsFor, signal.Name))
            throw new UnexpectedSignalException(state, signal.Name);
        var node = definition.Activities[state.ActivityId];
        var type = Type(node);
        var result = await type.ResumeAsync(Context(state, node), signal, cancellationToken).ConfigureAwait(false);
        return result switch
        {
            ActivityResult.Waiting waiting => Result(Wait(state, type, waiting)),
            ActivityResult.Completed completed =>
                await RunAsync(state, Complete(state, node, type, completed), cancellationToken).ConfigureAwait(false),
            _ => throw Unknown(node),
        };
    }

    private async Task<BurstResult> RunAsync(InstanceState state, string activityId, CancellationToken cancellationToken)
    {
        for (var steps = 0; ; steps++)
        {
            var node = definition.Activities[activityId];
            if (node.Type == WorkflowDefinition.EndType)
                return Result(state with { Status = InstanceStatus.Finished, ActivityId = null, WaitsFor = [] });
            if (steps == MaxSteps)
                throw new PermanentActivityException(
                    $"Instance '{state.InstanceId}' ran more than {MaxSteps} steps without waiting, last at '{activityId}'.");
            state = state with { ActivityId = activityId, WaitsFor = [], Step = state.Step + 1 };
            var type = Type(node);
            switch (await type.EnterAsync(Context(state, node), cancellationToken).ConfigureAwait(false))
            {
                case ActivityResult.Waiting waiting:
                    return Result(Wait(state, type, waiting));
                case ActivityResult.Completed completed:
                    activityId = Complete(state, node, type, completed);
                    break;
                default:
                    throw Unknown(node);
            }
        }
    }

    private static InstanceState Wait(InstanceState state, IActivityType type, ActivityResult.Waiting waiting)
    {
        if (waiting.Signals.Count == 0)
            throw new PermanentActivityException(
                $"'{type.Descriptor.TypeName}' waits for no signal at all, so nothing could resume it.");
        foreach (var signal in waiting.Signals)
        {
            if (!Contains(type.Descriptor.Signals, signal))
                throw new PermanentActivityException(
                    $"'{type.Descriptor.TypeName}' waits for '{signal}', which it does not declare.");
        }

        return state with { Status = InstanceStatus.Waiting, WaitsFor = waiting.Signals };
    }

    /// <returns>The activity that the outcome leads to.</returns>
    private string Complete(InstanceState state, ActivityNode node, IActivityType type, ActivityResult.Completed completed)
    {
        if (!definition.Connections.TryGetValue((node.Id, completed.Outcome), out var target))
            throw new PermanentActivityException(
                $"'{type.Descriptor.TypeName}' ended with '{completed.Outcome}', which it does not declare.");
        _history.Add(new HistoryEntry(state.Step, node.Id, node.Type, completed.Outcome, completed.Reason));
        return target;
    }

    private static PermanentActivityException Unknown(ActivityNode node) =>
        new($"'{node.Type}' answered with nothing that can be gone on from.");

    private BurstResult Result(InstanceState state) => new(state, _history);

    private IActivityType Type(ActivityNode node) => catalogue.Find(node.Type)
        ?? throw new PermanentActivityException($"Activity '{node.Type}' is not registered in this host.");

    private ActivityContext Context(InstanceState state, ActivityNode node) => new()
    {
        InstanceId = state.InstanceId,
        SubjectId = state.SubjectId,
        DefinitionId = state.DefinitionId,
        DefinitionVersion = state.DefinitionVersion,
        ActivityId = node.Id,
        Step = state.Step,
        Now = now,
        Inputs = node.Inputs,
        WaitedFor = state.WaitsFor,
        UnitOfWork = unitOfWork,
    };

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
