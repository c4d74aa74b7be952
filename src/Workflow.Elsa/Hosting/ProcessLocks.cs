using System.Collections.Concurrent;
using Medallion.Threading;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// Elsa's locks on SQLite, which has one host: by name, within the process. The forum's own lock is held before.
/// </summary>
internal sealed class ProcessLocks : IDistributedLockProvider
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    public IDistributedLock CreateLock(string name) => new Named(name, _locks.GetOrAdd(name, _ => new SemaphoreSlim(1, 1)));

    private sealed class Named(string name, SemaphoreSlim semaphore) : IDistributedLock
    {
        public string Name => name;

        public IDistributedSynchronizationHandle? TryAcquire(
            TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
            semaphore.Wait(timeout, cancellationToken) ? new Held(semaphore) : null;

        public IDistributedSynchronizationHandle Acquire(
            TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            TryAcquire(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken) ?? throw Late();

        public async ValueTask<IDistributedSynchronizationHandle?> TryAcquireAsync(
            TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
            await semaphore.WaitAsync(timeout, cancellationToken).ConfigureAwait(false) ? new Held(semaphore) : null;

        public async ValueTask<IDistributedSynchronizationHandle> AcquireAsync(
            TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            await TryAcquireAsync(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false) ?? throw Late();

        private TimeoutException Late() => new($"The lock '{name}' was not free in time.");
    }

    private sealed class Held(SemaphoreSlim semaphore) : IDistributedSynchronizationHandle
    {
        private SemaphoreSlim? _semaphore = semaphore;

        public CancellationToken HandleLostToken => CancellationToken.None;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
