using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.OnElsa.Hosting;
using Workflow.OnElsa.Steps;
using Workflow.Runtime;

namespace Workflow.OnElsa;

/// <summary>
/// Carries the token on Elsa 3. Elsa's own rows (instance, bookmarks, logs) are written on the connection of the forum's
/// transaction, so a burst is kept whole or lost whole. Should they differ from the forum's rows all the same (a case begun
/// on the embedded runtime, an instance deleted in Studio), Elsa's are made anew from the history.
/// </summary>
public sealed class ElsaEngine(ActivityCatalogue catalogue, RuntimeOptions options, TimeProvider time, ILoggerFactory logging)
    : ILifecycleEngine, IAsyncDisposable
{
    public const string EngineName = "elsa";

    private ElsaHost? _host;

    public string Name => EngineName;

    public static ILifecycleEngine From(IServiceProvider services) => new ElsaEngine(
        services.GetRequiredService<ActivityCatalogue>(),
        services.GetRequiredService<RuntimeOptions>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);

    /// <exception cref="ElsaRefusedDefinitionException">Elsa took a definition in otherwise than it reads.</exception>
    public async Task PrepareAsync(IReadOnlyList<StoredDefinition> definitions, CancellationToken cancellationToken)
    {
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
        _host = null;
        _host = await ElsaHost.StartAsync(
            new ElsaParts(catalogue, options, time, logging, definitions), cancellationToken).ConfigureAwait(false);
    }

    public async Task<BurstResult> StartAsync(LifecycleRun run, CancellationToken cancellationToken)
    {
        if (run.State.Status != InstanceStatus.Created)
            throw new UnexpectedSignalException(run.State, SignalNames.Start);
        var burst = await ElsaBurst.BeginAsync(run, signal: null, cancellationToken).ConfigureAwait(false);
        return await InScopeAsync(
            burst, elsa => elsa.CreateAsync(burst, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<BurstResult> ResumeAsync(LifecycleRun run, Signal signal, CancellationToken cancellationToken)
    {
        if (run.State.Status != InstanceStatus.Waiting || !run.State.WaitsFor.Contains(signal.Name, StringComparer.Ordinal))
            throw new UnexpectedSignalException(run.State, signal.Name);
        var burst = await ElsaBurst.BeginAsync(run, signal, cancellationToken).ConfigureAwait(false);
        return await InScopeAsync(
            burst,
            async elsa =>
            {
                if (await elsa.ResumeAsync(burst, cancellationToken).ConfigureAwait(false))
                    return;
                await elsa.RebuildAsync(burst, cancellationToken).ConfigureAwait(false);
                if (!await elsa.ResumeAsync(burst, cancellationToken).ConfigureAwait(false))
                    throw new PermanentActivityException(ElsaTexts.NoBookmark(run.State));
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<BurstResult> InScopeAsync(
        ElsaBurst burst, Func<ElsaInstance, Task> act, CancellationToken cancellationToken)
    {
        var host = _host ?? throw new InvalidOperationException("Elsa runs nothing before the definitions are loaded.");
        using var current = burst.MakeCurrent();
        await using var scope = host.Services.CreateAsyncScope();
        try
        {
            await act(new ElsaInstance(scope.ServiceProvider)).ConfigureAwait(false);
        }
        catch (Exception) when (burst.HasFailed)
        {
            // The step that failed is why Elsa could not go on; what Elsa says of it would hide the cause.
            burst.ThrowIfFailed();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return burst.Result();
    }
}
