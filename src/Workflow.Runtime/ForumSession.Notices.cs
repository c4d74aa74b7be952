using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>The newest letter of a kind to one recipient, as the outbox has it.</summary>
/// <param name="Reason">What the transport said; null where it said nothing.</param>
/// <param name="SettledAt">UTC; when that became known. Null while it has yet to leave.</param>
/// <param name="Attempts">How often it was taken for sending.</param>
public sealed record NoticeStatus(
    string MessageId, string Kind, string RecipientId, LetterStatus Status, string? Reason, DateTimeOffset? SettledAt,
    int Attempts);

/// <summary>What became of letters that somebody must answer.</summary>
public sealed partial class ForumSession
{
    private const string Newest =
        """
        select letters.message_id, letters.kind, letters.recipient_id, letter_statuses.status, letter_statuses.reason,
            letter_statuses.settled_at, letter_statuses.attempts
        from letters join letter_statuses on letter_statuses.letter_id = letters.id
        where letters.about_id = $1 and letters.kind in ($2, $3)
        and not exists (select 1 from letters newer where newer.about_id = letters.about_id
            and newer.kind in ($2, letters.kind) and newer.recipient_id = letters.recipient_id and newer.id > letters.id)
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

    /// <summary>Of each recipient the newest notice, and the newest reminder since, whatever has become of them so far.</summary>
    /// <param name="notice">Kind of the letters that ask.</param>
    /// <param name="reminder">Kind of those that ask once more.</param>
    public async Task<IReadOnlyList<NoticeStatus>> NewestLettersAsync(
        string aboutId, string notice, string reminder, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<NoticeStatus>();
        await _transaction.ReadAsync(
            [
                new RawQuery(Newest, [aboutId, notice, reminder], reader => found.Add(new NoticeStatus(
                    reader.GetString(0), reader.GetString(1), reader.GetString(2),
                    Enum.Parse<LetterStatus>(reader.GetString(3)), reader.IsDBNull(4) ? null : reader.GetString(4),
                    reader.IsDBNull(5) ? null : Instant.Read(reader, 5), reader.GetInt32(6)))),
            ],
            cancellationToken).ConfigureAwait(false);
        return found;
    }
}
