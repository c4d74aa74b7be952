using Workflow.Forums.Letters;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

public sealed partial class ForumSession
{
    private const string CancelDeadlines =
        """
        update deadlines set cancelled_at = $1, cancel_reason = $2, next_try = null
        where subject_id = $3 and fired_at is null and cancelled_at is null and (cast($4 as text) is null or kind = $4)
        """;

    private const string HoldQueued =
        """
        update letter_statuses set next_try = $1
        where status = 'Pending' and attempts = 0 and letter_id in (
            select id from letters where about_id = $2 and kind = $3 and queued_at = $4)
        """;

    private const string CancelLetters =
        """
        update letter_statuses set status = 'Cancelled', reason = $2, settled_at = $1, next_try = null
        where status = 'Pending' and letter_id in (
            select id from letters where about_id = $3 and (cast($4 as text) is null or kind = $4))
        """;

    /// <summary>A letter that was there already has its status already.</summary>
    private static readonly KeyedStatement AddStatus = new(
        """
        insert into letter_statuses (letter_id, status, attempts, next_try)
        select id, 'Pending', 0, queued_at from letters where message_id = any($1) order by id on conflict do nothing
        """,
        """
        insert into letter_statuses (letter_id, status, attempts, next_try)
        select id, 'Pending', 0, queued_at from letters where message_id = $1 on conflict do nothing
        """);

    /// <summary>
    /// The same (subject, kind, rung, version) again does nothing: a loop never repeats a rung, nor moves its time.
    /// </summary>
    public Task AddDeadlineAsync(DeadlineRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _writes.Insert(
            new DeadlineRow
            {
                SubjectId = request.SubjectId,
                Kind = request.Kind,
                Rung = request.Rung,
                SubjectVersion = request.SubjectVersion,
                Due = request.Due,
                SignalName = request.SignalName,
                NextTry = request.Due,
            },
            "on conflict do nothing");
        Effects |= SessionEffects.Deadlines;
        return Task.CompletedTask;
    }

    /// <summary>Cancels what is still open of the subject, with the reason; what has fired stays as it is.</summary>
    public Task CancelDeadlinesAsync(string subjectId, string reason, CancellationToken cancellationToken, string? kind = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _writes.Statement(new StatementWrite(CancelDeadlines, Now, reason, subjectId, kind));
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<DeadlineInfo>> DeadlinesOfAsync(string subjectId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<DeadlineRow>(
            "where subject_id = $1 order by due, id", [subjectId], cancellationToken)
            .ConfigureAwait(false);
        return [.. rows.Select(row => new DeadlineInfo(
            row.SubjectId, row.Kind, row.Rung, row.SubjectVersion, row.Due, row.FiredAt, row.CancelledAt,
            row.CancelReason, row.Failure))];
    }

    /// <summary>Queues a letter. The same Message-ID again does nothing: nobody is told twice.</summary>
    /// <param name="mustBeNew">
    /// Another transaction that queues the same at the same moment breaks this one off, to be run again where it sees the
    /// other's.
    /// </param>
    public Task AddLetterAsync(Letter letter, CancellationToken cancellationToken, bool mustBeNew = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _writes.Insert(
            new LetterRow
            {
                MessageId = letter.MessageId,
                AboutId = letter.AboutId,
                Kind = letter.Kind,
                RecipientId = letter.ToPersonId,
                BounceToken = BounceTokens.Of(letter.MessageId),
                Data = ForumJson.Write(letter),
                QueuedAt = Now,
            },
            mustBeNew ? "" : "on conflict do nothing");
        _writes.PerKey(AddStatus, letter.MessageId);
        Effects |= SessionEffects.Letters;
        return Task.CompletedTask;
    }

    /// <summary>Letters about the subject that have not left yet are not sent; the reason stands in their row.</summary>
    public Task CancelLettersAsync(string aboutId, string reason, CancellationToken cancellationToken, string? kind = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _writes.Statement(new StatementWrite(CancelLetters, Now, reason, aboutId, kind));
        return Task.CompletedTask;
    }

    /// <summary>The letters of this kind that this transaction has queued about the subject do not leave before (UTC).</summary>
    public void HoldLetters(string aboutId, string kind, DateTimeOffset until) =>
        _writes.Statement(new StatementWrite(HoldQueued, until, aboutId, kind, Now));

    /// <summary>Something is to be asked of the calendar: somebody wakes for it as for a letter.</summary>
    public void AnnounceOnlineEvent() => Effects |= SessionEffects.Letters;
}
