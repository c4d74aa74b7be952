using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>The newest letter of a kind to one recipient, as the outbox has it.</summary>
/// <param name="Reason">What the transport said; null where it said nothing.</param>
/// <param name="SettledAt">UTC; when that became known. Null while it has yet to leave.</param>
public sealed record NoticeStatus(
    string MessageId, string RecipientId, LetterStatus Status, string? Reason, DateTimeOffset? SettledAt);

/// <summary>What became of letters that somebody must answer.</summary>
public sealed partial class ForumSession
{
    private const string Newest =
        """
        select letters.message_id, letters.recipient_id, letter_statuses.status, letter_statuses.reason, letter_statuses.settled_at
        from letters join letter_statuses on letter_statuses.letter_id = letters.id
        where letters.about_id = $1 and letters.kind = $2 
        and not exists (select 1 from letters newer where newer.about_id = letters.about_id and newer.kind = letters.kind
            and newer.recipient_id = letters.recipient_id and newer.id > letters.id)
        order by letters.id
        """;

    /// <summary>A forecast copies no letter's fate but a bad one: whatever else was written counts as arrived.</summary>
    private const string Arrived =
        """
        select distinct letters.recipient_id from letters
        left join letter_statuses on letter_statuses.letter_id = letters.id
        where letters.about_id = $1 and letters.kind = $2 and letters.queued_at >= $3
        and coalesce(letter_statuses.status, 'Sent') = 'Sent'
        """;

    /// <param name="since">UTC; older letters asked for something else.</param>
    /// <returns>Ids of those to whom a letter of one of the kinds has left, and of whom nothing came back.</returns>
    public async Task<IReadOnlySet<string>> ReachedAsync(
        string aboutId, IReadOnlyList<string> kinds, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        await _transaction.ReadAsync(
            [.. kinds.Select(kind => new RawQuery(
                Arrived, [aboutId, kind, since], reader => reached.Add(reader.GetString(0))))],
            cancellationToken).ConfigureAwait(false);
        return reached;
    }

    /// <summary>Of each recipient the newest letter of the kind, whatever has become of it so far.</summary>
    public async Task<IReadOnlyList<NoticeStatus>> NewestLettersAsync(
        string aboutId, string kind, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<NoticeStatus>();
        await _transaction.ReadAsync(
            [
                new RawQuery(Newest, [aboutId, kind], reader => found.Add(new NoticeStatus(
                    reader.GetString(0), reader.GetString(1), Enum.Parse<LetterStatus>(reader.GetString(2)),
                    reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.IsDBNull(4) ? null : Instant.Read(reader, 4)))),
            ],
            cancellationToken).ConfigureAwait(false);
        return found;
    }
}
