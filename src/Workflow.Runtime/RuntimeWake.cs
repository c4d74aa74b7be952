namespace Workflow.Runtime;

/// <summary>Tells those who deliver, fire and send in this process that a commit left something for them.</summary>
public sealed class RuntimeWake
{
    private readonly Signalled _signals = new();
    private readonly Signalled _deadlines = new();
    private readonly Signalled _effects = new();

    /// <summary>Completes when signals were written, at the latest after the pause (real time).</summary>
    public Task SignalsAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _signals.WaitAsync(atMost, cancellationToken);

    /// <summary>Completes when a deadline was written.</summary>
    public Task DeadlinesAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _deadlines.WaitAsync(atMost, cancellationToken);

    /// <summary>Completes when a letter or a publication was written.</summary>
    public Task EffectsAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _effects.WaitAsync(atMost, cancellationToken);

    internal void Notify(SessionEffects effects)
    {
        if (effects.HasFlag(SessionEffects.Signals))
            _signals.Set();
        if (effects.HasFlag(SessionEffects.Deadlines))
            _deadlines.Set();
        if (effects.HasFlag(SessionEffects.Letters))
            _effects.Set();
    }

    private sealed class Signalled
    {
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Set() =>
            Interlocked.Exchange(
                ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

        public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
        {
            var next = Volatile.Read(ref _next).Task;
            await Task.WhenAny(next, Task.Delay(atMost, TimeProvider.System, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
