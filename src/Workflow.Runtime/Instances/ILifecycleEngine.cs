using Workflow.Engine.Activities;
using Workflow.Engine.Instances;

namespace Workflow.Runtime;

/// <summary>
/// What carries an instance's token from wait to wait. Whatever it is, it runs inside the transaction it is handed: the
/// instance's row, its history, the audit trail, deadlines and letters are the runtime's, and the same for every engine.
/// </summary>
public interface ILifecycleEngine
{
    /// <summary>As <c>--runtime</c> names it.</summary>
    string Name { get; }

    /// <summary>
    /// Whether it can run a version it was not prepared for: one that another host has stored since this one was started.
    /// </summary>
    bool TakesNewVersions => false;

    /// <summary>Called once the definitions are read, before anything runs; never inside a transaction.</summary>
    Task PrepareAsync(IReadOnlyList<StoredDefinition> definitions, CancellationToken cancellationToken);

    /// <exception cref="UnexpectedSignalException">The instance has been started before.</exception>
    Task<BurstResult> StartAsync(LifecycleRun run, CancellationToken cancellationToken);

    /// <exception cref="UnexpectedSignalException">The instance does not wait for the signal.</exception>
    Task<BurstResult> ResumeAsync(LifecycleRun run, Signal signal, CancellationToken cancellationToken);
}

/// <summary>A version of a definition as its file reads.</summary>
public sealed record StoredDefinition(string DefinitionId, int Version, string Json);
