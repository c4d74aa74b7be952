using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>
/// The only place that begins and commits. On SQLite one writer at a time passes a gate in the process: waiting for the
/// database's own lock would be slower and unfair. A transaction that the database breaks off is run again from its start.
/// </summary>
internal sealed class TransactionRunner(
    DatabaseFactory factory, TimeProvider time, RuntimeWake wake, ILogger<TransactionRunner> log,
    ITransactionProbe? probe = null) : IAsyncDisposable
{
    private const int MaxTries = 8;

    private const string PostgresPicture = "begin isolation level repeatable read read only";

    /// <summary>Does not take the writers' lock.</summary>
    private const string SqlitePicture = "begin deferred";

    /// <summary>idle_in_transaction_session_timeout: this host stood still in the middle of a transaction.</summary>
    private const string PausedTooLong = "25P03";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly DatabaseClock _clock = new(factory.ClockKept);
    private readonly Action? _asking = probe is null ? null : probe.BeforeRead;
    private readonly SqliteReaders _readers = new(factory);
    private SqliteSession? _writer;

    public bool IsSqlite => factory.IsSqlite;

    /// <param name="commits">Whether the result is kept; otherwise all is rolled back.</param>
    /// <param name="isHot">EF is not needed from the start: nothing is said to the database before there is a question.</param>
    public async Task<T> RunAsync<T>(
        string what,
        Actor actor,
        Func<ForumSession, CancellationToken, Task<T>> work,
        Func<T, bool> commits,
        CancellationToken cancellationToken,
        bool isHot = false)
    {
        using var span = Telemetry.Transaction(what);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(what, actor, work, commits, cancellationToken, isHot).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsBrokenOff(exception))
            {
                if (attempt == MaxTries)
                    throw new DatabaseConflictException(what, attempt, exception);
                Telemetry.TransactionRetried(what);
                log.TransactionRetried(what, attempt, Cause(exception));
                await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<T> ReadAsync<T>(Func<ForumSession, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (!factory.IsSqlite)
        {
            var connection = await factory.OpenPostgresAsync(cancellationToken).ConfigureAwait(false);
            return await ReadAsync(
                new RawPostgres(factory.Maps, connection, PostgresPicture), read, cancellationToken).ConfigureAwait(false);
        }

        return await _readers.UseAsync(session => ReadAsync(
            new RawSqlite(factory.Maps, session, SqlitePicture), read, cancellationToken)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        _readers.Dispose();
        _gate.Dispose();
        await factory.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<T> ReadAsync<T>(
        RawTransaction transaction, Func<ForumSession, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using (transaction)
        {
            await transaction.BeginAsync(cancellationToken).ConfigureAwait(false);
            var now = await NowAsync(transaction, cancellationToken).ConfigureAwait(false);
            await using var session = new ForumSession(transaction, factory, now, Actor.System) { IsReadOnly = true };
            var result = await read(session, cancellationToken).ConfigureAwait(false);
            await session.FlushAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }

    private async Task<T> RunOnceAsync<T>(
        string what,
        Actor actor,
        Func<ForumSession, CancellationToken, Task<T>> work,
        Func<T, bool> commits,
        CancellationToken cancellationToken,
        bool isHot = false)
    {
        if (!factory.IsSqlite)
        {
            var connection = await factory.OpenPostgresAsync(cancellationToken).ConfigureAwait(false);
            return await WorkAsync(
                new RawPostgres(factory.Maps, connection, "begin") { Asking = _asking }, what, actor, work, commits,
                cancellationToken, isHot).ConfigureAwait(false);
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _writer ??= factory.OpenSqlite();
            return await WorkAsync(
                new RawSqlite(factory.Maps, _writer, "begin immediate") { Asking = _asking }, what, actor, work, commits,
                cancellationToken, isHot)
                .ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<T> WorkAsync<T>(
        RawTransaction transaction,
        string what,
        Actor actor,
        Func<ForumSession, CancellationToken, Task<T>> work,
        Func<T, bool> commits,
        CancellationToken cancellationToken,
        bool isHot = false)
    {
        await using (transaction)
        {
            var now = await NowAsync(transaction, cancellationToken).ConfigureAwait(false);
            await using var session = new ForumSession(transaction, factory, now, actor);
            if (!isHot)
                await session.DbAsync(cancellationToken).ConfigureAwait(false);
            var result = await work(session, cancellationToken).ConfigureAwait(false);
            if (!commits(result))
                return result;
            var writes = await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
            Probe(before: true, what);
            // Dying before this line leaves nothing; after it everything is there, and what must still
            // happen outside (letters, files, signals) stands in rows that are looked at on start.
            await transaction.WriteAsync(writes, commit: true, cancellationToken).ConfigureAwait(false);
            Probe(before: false, what);
            session.Measured.Publish();
            wake.Notify(session.Effects);
            return result;
        }
    }

    /// <summary>Several hosts have several clocks: then the database's is the one that counts.</summary>
    private ValueTask<DateTimeOffset> NowAsync(RawTransaction transaction, CancellationToken cancellationToken) =>
        factory.UsesDatabaseClock ? _clock.NowAsync(transaction, cancellationToken) : ValueTask.FromResult(time.GetUtcNow());

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

    internal static bool IsThereAlready(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => IsThereAlready(inner),
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        _ => false,
    };

    /// <summary>The database's word for "somebody else was there, try again"; never a result.</summary>
    internal static bool IsBrokenOff(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException or RowChangedException => true,
        DbUpdateException { InnerException: { } inner } => IsBrokenOff(inner),
        // So EF hands on what the provider calls a passing failure of a question.
        InvalidOperationException { InnerException: DbException inner } => IsBrokenOff(inner),
        PostgresException postgres => postgres.IsTransient || postgres.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PausedTooLong
            // Whoever changes a role or its password shuts a host out for a while: that is no failure of a case.
            or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidPassword,
        NpgsqlException npgsql => npgsql.IsTransient,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 || sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        DbException database => database.IsTransient,
        _ => false,
    };

    /// <summary>The type, and what the database calls it: an operator looks that up.</summary>
    private static string Cause(Exception exception) => exception.GetBaseException() is DbException { SqlState: { } state }
        ? $"{exception.GetType().Name} {state}"
        : exception.GetType().Name;

    /// <summary>
    /// Real time on purpose: a virtual clock does not make another process finish sooner. Jittered, so that none run in step.
    /// </summary>
    private Task PauseAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(
        factory.RetryPause * ((1 << attempt) * Random.Shared.NextDouble()), TimeProvider.System, cancellationToken);
}
