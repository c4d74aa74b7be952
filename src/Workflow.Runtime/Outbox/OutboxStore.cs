using Microsoft.EntityFrameworkCore;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <param name="Id">Of its row.</param>
public sealed record ClaimedLetter(long Id, Letter Letter, int Attempts);

/// <summary>What became of a letter that was tried.</summary>
/// <param name="RetryAt">When to try again (UTC); null where the status is final.</param>
public sealed record LetterResult(LetterStatus Status, string? Reason, DateTimeOffset? RetryAt = null);

/// <summary>Letters decided on but not yet sent. Claiming commits before anything is sent; the result commits after.</summary>
public sealed class OutboxStore
{
    private readonly TransactionRunner _transactions;

    internal OutboxStore(TransactionRunner transactions) => _transactions = transactions;

    /// <summary>Takes up to so many letters that are due, and marks them as being sent.</summary>
    public Task<IReadOnlyList<ClaimedLetter>> ClaimAsync(int count, CancellationToken cancellationToken) => _transactions.RunAsync(
        "claim letters",
        Actor.System,
        async (session, token) =>
        {
            var now = session.Now;
            var rows = session.Db.Set<LetterStatusRow>();
            var due = session.Db.Database.IsNpgsql()
                ? rows.FromSql(
                    $"""
                    select * from letter_statuses where next_try is not null and next_try <= {now}
                    order by letter_id limit {count} for update skip locked
                    """)
                : rows.Where(row => row.NextTry != null && row.NextTry <= now).OrderBy(row => row.LetterId).Take(count);
            var claimed = await due.ToListAsync(token).ConfigureAwait(false);
            foreach (var row in claimed)
                (row.Status, row.NextTry, row.Attempts) = (LetterStatus.Sending, null, row.Attempts + 1);
            return await WithLettersAsync(session, claimed, token).ConfigureAwait(false);
        },
        claimed => claimed.Count > 0,
        cancellationToken);

    public async Task MarkAsync(long id, LetterResult result, CancellationToken cancellationToken)
    {
        await WriteAsync(id, result, cancellationToken).ConfigureAwait(false);
        Telemetry.LetterSettled(result.Status);
    }

    private Task<bool> WriteAsync(long id, LetterResult result, CancellationToken cancellationToken) => _transactions.RunAsync(
        "mark letter",
        Actor.System,
        async (session, token) =>
        {
            var row = await session.Db.Set<LetterStatusRow>().FirstAsync(row => row.LetterId == id, token).ConfigureAwait(false);
            (row.Status, row.Reason, row.NextTry) = (result.Status, result.Reason, result.RetryAt);
            row.SettledAt = result.RetryAt is null ? session.Now : null;
            return true;
        },
        _ => true,
        cancellationToken);

    /// <summary>
    /// On start: letters that were being sent when the process died. Where sending again does no harm they are pending
    /// again; else they are unknown, shown, and only a person sends them once more.
    /// </summary>
    public Task<int> RecoverAsync(bool sendingIsIdempotent, CancellationToken cancellationToken) => _transactions.RunAsync(
        "recover letters",
        Actor.System,
        async (session, token) =>
        {
            var rows = await session.Db.Set<LetterStatusRow>().Where(row => row.Status == LetterStatus.Sending)
                .ToListAsync(token).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (sendingIsIdempotent)
                    (row.Status, row.NextTry) = (LetterStatus.Pending, session.Now);
                else
                    (row.Status, row.SettledAt, row.Reason) = (LetterStatus.Unknown, session.Now, RuntimeTexts.DiedWhileSending);
            }

            return rows.Count;
        },
        count => count > 0,
        cancellationToken);

    private static async Task<IReadOnlyList<ClaimedLetter>> WithLettersAsync(
        ForumSession session, List<LetterStatusRow> claimed, CancellationToken cancellationToken)
    {
        var ids = claimed.ConvertAll(row => row.LetterId);
        var letters = await session.Db.Set<LetterRow>().AsNoTracking().Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken).ConfigureAwait(false);
        return [.. claimed.Select(row => new ClaimedLetter(row.LetterId, ForumJson.Read<Letter>(letters[row.LetterId].Data), row.Attempts))];
    }
}
