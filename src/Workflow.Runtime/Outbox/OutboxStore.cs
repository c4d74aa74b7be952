using System.Text.Json;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>
/// Letters decided on but not yet sent. Claiming commits before anything is sent; the results commit after. Any number of
/// hosts may do so at once.
/// </summary>
public sealed class OutboxStore
{
    private readonly TransactionRunner _transactions;
    private readonly RuntimeOptions _options;

    internal OutboxStore(TransactionRunner transactions, RuntimeOptions options) =>
        (_transactions, _options) = (transactions, options);

    /// <summary>Takes up to so many letters that are due, longest waiting first, and marks them as being sent.</summary>
    public Task<IReadOnlyList<ClaimedLetter>> ClaimAsync(int count, CancellationToken cancellationToken) =>
        RunAsync<ClaimedLetter>(
            "claim letters",
            (session, claimed) => new RawQuery(
                session.Transaction.IsPostgres ? OutboxStatements.ClaimOnPostgres : OutboxStatements.ClaimOnSqlite,
                [session.Now, count, _options.HostId],
                reader => claimed.Add(
                    new ClaimedLetter(reader.GetInt64(0), ForumJson.Read<Letter>(reader.GetString(2)), reader.GetInt32(1)))),
            cancellationToken);

    /// <summary>Writes down what became of letters that this host has claimed.</summary>
    /// <returns>Ids of those it still was to say of; for the rest somebody else has decided meanwhile.</returns>
    public async Task<IReadOnlyList<long>> MarkAsync(IReadOnlyList<LetterMark> marks, CancellationToken cancellationToken)
    {
        var marked = await RunAsync<long>(
            "mark letters",
            (session, ids) => new RawQuery(
                session.Transaction.IsPostgres ? OutboxStatements.MarkOnPostgres : OutboxStatements.MarkOnSqlite,
                [Json(session, marks), _options.HostId],
                reader => ids.Add(reader.GetInt64(0))),
            cancellationToken).ConfigureAwait(false);
        foreach (var mark in marks)
            Telemetry.LetterSettled(mark.Result.Status);
        return marked;
    }

    /// <summary>
    /// Letters that were being sent by a process that died. Where sending again does no harm they are pending again; else
    /// they are unknown, shown, and only a person sends them once more.
    /// </summary>
    /// <param name="isAlone">
    /// No other process works on this database: every claim is a dead one's. Else only claims that have outlived
    /// <see cref="RuntimeOptions.LetterClaimLifetime"/>, for the fresh ones may be another live host's.
    /// </param>
    /// <returns>How many there were.</returns>
    public async Task<int> RecoverAsync(bool sendingIsIdempotent, bool isAlone, CancellationToken cancellationToken)
    {
        var recovered = await RunAsync<long>(
            "recover letters",
            (session, letters) => Recover(session, sendingIsIdempotent, isAlone, letters),
            cancellationToken).ConfigureAwait(false);
        return recovered.Count;
    }

    /// <summary>When a program starts: a SQLite file has one host, so all that was being sent is a dead one's.</summary>
    public Task<int> RecoverOnStartAsync(bool sendingIsIdempotent, CancellationToken cancellationToken) =>
        RecoverAsync(sendingIsIdempotent, isAlone: _transactions.IsSqlite, cancellationToken);

    private RawQuery Recover(ForumSession session, bool sendingIsIdempotent, bool isAlone, List<long> recovered)
    {
        var claimedBefore = isAlone ? DateTimeOffset.MaxValue : session.Now - _options.LetterClaimLifetime;
        return new RawQuery(
            sendingIsIdempotent ? OutboxStatements.SendAgain : OutboxStatements.GiveUp,
            sendingIsIdempotent ? [claimedBefore, session.Now] : [claimedBefore, session.Now, RuntimeTexts.DiedWhileSending],
            reader => recovered.Add(reader.GetInt64(0)));
    }

    private static string Json(ForumSession session, IReadOnlyList<LetterMark> marks) =>
        JsonSerializer.Serialize(marks.Select(mark => new
        {
            id = mark.Claimed.Id,
            attempts = mark.Claimed.Ticket,
            status = mark.Result.Status.ToString(),
            reason = mark.Result.Reason,
            retry = Instant(session, session.Now + mark.Result.RetryAfter),
            settled = mark.Result.RetryAfter is null ? Instant(session, session.Now) : null,
            untried = mark.Result.IsUntried ? 1 : 0,
        }));

    private static object? Instant(ForumSession session, DateTimeOffset? at) =>
        at is null ? null : session.Transaction.IsPostgres ? at.Value.ToUniversalTime() : at.Value.UtcTicks;

    private Task<IReadOnlyList<T>> RunAsync<T>(
        string what, Func<ForumSession, List<T>, RawQuery> statement, CancellationToken cancellationToken) =>
        _transactions.RunAsync<IReadOnlyList<T>>(
            what,
            Actor.System,
            async (session, token) =>
            {
                var rows = new List<T>();
                await session.Transaction.ReadAsync([statement(session, rows)], token).ConfigureAwait(false);
                return rows;
            },
            rows => rows.Count > 0,
            cancellationToken,
            isHot: true);
}
