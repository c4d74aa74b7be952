using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// The only place that begins and commits. On SQLite one writer at a time passes a gate in the process: waiting for the
/// database's own lock would be slower and unfair. A transaction that the database breaks off is run again from its start.
/// </summary>
internal sealed class TransactionRunner(
    DatabaseFactory factory, TimeProvider time, RuntimeWake wake, ILogger<TransactionRunner> log, ITransactionProbe? probe = null) : IDisposable
{
    private const int MaxTries = 8;

    private readonly SemaphoreSlim _gate = new(1, 1);

    public bool IsSqlite => factory.IsSqlite;

    /// <param name="commits">Whether the result is kept; otherwise all is rolled back.</param>
    public async Task<T> RunAsync<T>(
        string what,
        Actor actor,
        Func<ForumSession, CancellationToken, Task<T>> work,
        Func<T, bool> commits,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(what, actor, work, commits, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsBrokenOff(exception))
            {
                if (attempt == MaxTries)
                    throw new DatabaseConflictException(what, attempt, exception);
                log.TransactionRetried(what, attempt, exception.GetType().Name);
                await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<T> ReadAsync<T>(Func<ForumSession, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = factory.Create();
        // One picture for all of its queries. On SQLite this level is what begins without taking the writers' lock.
        var level = factory.IsSqlite ? IsolationLevel.ReadUncommitted : IsolationLevel.RepeatableRead;
        await using var picture = await db.Database.BeginTransactionAsync(level, cancellationToken).ConfigureAwait(false);
        var session = new ForumSession(db, await NowAsync(db, cancellationToken).ConfigureAwait(false), Actor.System) { IsReadOnly = true };
        var result = await read(session, cancellationToken).ConfigureAwait(false);
        await session.FlushAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<T> RunOnceAsync<T>(
        string what,
        Actor actor,
        Func<ForumSession, CancellationToken, Task<T>> work,
        Func<T, bool> commits,
        CancellationToken cancellationToken)
    {
        if (factory.IsSqlite)
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await using var db = factory.Create();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var session = new ForumSession(db, await NowAsync(db, cancellationToken).ConfigureAwait(false), actor);
            var result = await work(session, cancellationToken).ConfigureAwait(false);
            if (!commits(result))
                return result;
            await session.FlushAsync(cancellationToken).ConfigureAwait(false);
            // Dying before this line leaves nothing; after it everything is there, and what must still
            // happen outside (letters, files, signals) stands in rows that are looked at on start.
            Probe(before: true, what);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            Probe(before: false, what);
            wake.Notify(session.Effects);
            return result;
        }
        finally
        {
            if (factory.IsSqlite)
                _gate.Release();
        }
    }

    /// <summary>Several hosts have several clocks: then the database's is the one that counts.</summary>
    private async Task<DateTimeOffset> NowAsync(ForumDbContext db, CancellationToken cancellationToken) => factory.UsesDatabaseClock
        ? await db.Database.SqlQuery<DateTimeOffset>($"select clock_timestamp() as \"Value\"")
            .SingleAsync(cancellationToken).ConfigureAwait(false)
        : time.GetUtcNow();

    private void Probe(bool before, string what)
    {
        try
        {
            if (before)
                probe?.BeforeCommit(what);
            else
                probe?.AfterCommit(what);
        }
        catch (Exception exception) when (!IsBrokenOff(exception))
        {
            // A dead process records no failure: marked, so that no rim below takes it for an activity's. What looks like
            // the database breaking off is let through as just that.
            throw new ProcessDeathException(exception);
        }
    }

    /// <summary>The database's word for "somebody else was there, try again"; never a result.</summary>
    internal static bool IsBrokenOff(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsBrokenOff(inner),
        PostgresException postgres => postgres.SqlState
            is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.LockNotAvailable,
        NpgsqlException npgsql => npgsql.IsTransient,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 || sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        DbException database => database.IsTransient,
        _ => false,
    };

    /// <summary>Real time on purpose: a virtual clock does not make another process finish sooner. Jittered, so that none run in step.</summary>
    private static Task PauseAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(
        TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 << attempt)), TimeProvider.System, cancellationToken);
}
