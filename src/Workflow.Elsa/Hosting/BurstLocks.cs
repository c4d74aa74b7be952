using System.Globalization;
using Medallion.Threading;
using Medallion.Threading.Postgres;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// Elsa's locks on PostgreSQL. While a burst runs they are taken in the forum's transaction and end with it: a lock of a session
/// of its own would outlive the transaction of a host that stands still, and keep its case from every other host. At other
/// times (start-up) they are Elsa's usual ones; both have the same keys, so one excludes the other.
/// </summary>
internal sealed class BurstLocks(IDistributedLockProvider usual) : IDistributedLockProvider
{
    public IDistributedLock CreateLock(string name) =>
        ElsaBurst.Current is { } burst ? new OfTransaction(name, burst) : usual.CreateLock(name);

    /// <summary>Tried, not waited for: who waited would hold the case's row meanwhile. The burst is run again.</summary>
    private sealed class OfTransaction(string name, ElsaBurst burst) : IDistributedLock
    {
        private const string Try = "select pg_try_advisory_xact_lock(@key)";

        public string Name => name;

        public IDistributedSynchronizationHandle? TryAcquire(
            TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Elsa takes its locks asynchronously.");

        public IDistributedSynchronizationHandle Acquire(
            TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Elsa takes its locks asynchronously.");

        public async ValueTask<IDistributedSynchronizationHandle?> TryAcquireAsync(
            TimeSpan timeout = default, CancellationToken cancellationToken = default)
        {
            await using var command = burst.Join().CreateCommand();
            command.CommandText = Try;
            var key = command.CreateParameter();
            (key.ParameterName, key.Value) = ("@key", Key());
            command.Parameters.Add(key);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true ? new Held() : null;
        }

        public async ValueTask<IDistributedSynchronizationHandle> AcquireAsync(
            TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            await TryAcquireAsync(timeout ?? default, cancellationToken).ConfigureAwait(false)
                ?? throw new TransactionLostException(ElsaTexts.LockedElsewhere(name));

        /// <summary>That of a long name, as Elsa's are, is written as a number of 16 digits.</summary>
        private long Key() => long.Parse(
            new PostgresAdvisoryLockKey(name, allowHashing: true).ToString(),
            NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private sealed class Held : IDistributedSynchronizationHandle
    {
        public CancellationToken HandleLostToken => CancellationToken.None;

        public void Dispose()
        {
            // Goes with the transaction.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
