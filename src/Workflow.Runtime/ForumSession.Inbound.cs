using Workflow.Forums.Inbound;
using Workflow.Forums.Letters;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>Mail to us.</summary>
public sealed partial class ForumSession
{
    private const string CountFrom =
        "select count(*) from inbound_mails where from_address = $1 and filed_at > $2";

    private const string CountAbout =
        "select count(*) from inbound_mails where subject_id = $1 and party_id = $2 and filed_at > $3";

    private const string Bounce =
        """
        update letter_statuses set status = 'Bounced', reason = $2, next_try = null, settled_at = $3
        where letter_id = (select id from letters where message_id = $1) and status in ('Sending', 'Sent', 'Unknown')
        """;

    /// <summary>The same bytes a second time change nothing.</summary>
    public void AddMail(ReceivedMail mail) => _writes.Insert(Row(mail, 1), "on conflict do nothing");

    /// <summary>Null where no such mail was filed.</summary>
    public async Task<ReceivedMail?> MailAsync(string id, CancellationToken cancellationToken) =>
        (await MailsAsync("where id = $1", [id], cancellationToken).ConfigureAwait(false)) is [var row] ? Read(row) : null;

    /// <summary>What waits for the secretariat, the oldest first.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> HeldMailAsync(CancellationToken cancellationToken) =>
        [.. (await MailsAsync(
            "where state = 'Held' order by filed_at, id", [], cancellationToken).ConfigureAwait(false)).Select(Read)];

    /// <summary>What changes nothing, the newest first.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> IgnoredMailAsync(int most, CancellationToken cancellationToken) =>
        [.. (await MailsAsync("where state = 'Ignored' order by filed_at desc, id limit $1", [most], cancellationToken)
            .ConfigureAwait(false)).Select(Read)];

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> MailAboutAsync(string subjectId, CancellationToken cancellationToken) =>
        [.. (await MailsAsync("where subject_id = $1 order by filed_at desc, id", [subjectId], cancellationToken)
            .ConfigureAwait(false)).Select(Read)];

    /// <summary>A held mail is decided on once: of two who do it at the same moment the second finds it done.</summary>
    public async Task<bool> SettleMailAsync(ReceivedMail settled, CancellationToken cancellationToken)
    {
        if (await MailsAsync(
            "where id = $1 and state = 'Held'", [settled.Id], cancellationToken).ConfigureAwait(false) is not [var row])
            return false;
        _writes.Update(Row(settled, row.Version + 1), row.Version);
        return true;
    }

    /// <summary>How many mails came from the address, or about the party of the subject, since then (UTC).</summary>
    public async Task<int> MailCountAsync(
        string? fromAddress, (string SubjectId, string PartyId)? about, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var most = 0L;
        var queries = new List<RawQuery>();
        if (fromAddress is not null)
            queries.Add(new RawQuery(CountFrom, [fromAddress, since], reader => most = Math.Max(most, reader.GetInt64(0))));
        if (about is { } party)
            queries.Add(new RawQuery(
                CountAbout, [party.SubjectId, party.PartyId, since], reader => most = Math.Max(most, reader.GetInt64(0))));
        if (queries.Count > 0)
            await _transaction.ReadAsync(queries, cancellationToken).ConfigureAwait(false);
        return (int)most;
    }

    /// <summary>The letter that a bounce names by the token of its envelope sender; null where none does.</summary>
    public async Task<Letter?> LetterByBounceTokenAsync(string token, CancellationToken cancellationToken)
    {
        if (_writes.Touches<LetterRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<LetterRow>(
            "where bounce_token = $1", [token], cancellationToken).ConfigureAwait(false);
        return rows.Count == 1 ? ForumJson.Read<Letter>(rows[0].Data) : null;
    }

    /// <summary>
    /// The letter came back; it is not sent again by itself. A report may be quicker than the result of the sending: whoever
    /// sends finds that it has been decided on, and leaves it.
    /// </summary>
    public void MarkBounced(string messageId, string reason) =>
        _writes.Statement(new StatementWrite(Bounce, messageId, reason, Now));

    private async Task<IReadOnlyList<InboundMailRow>> MailsAsync(
        string where, IReadOnlyList<object?> values, CancellationToken cancellationToken)
    {
        if (_writes.Touches<InboundMailRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await _transaction.ListAsync<InboundMailRow>(where, values, cancellationToken).ConfigureAwait(false);
    }

    private static InboundMailRow Row(ReceivedMail mail, int version) => new()
    {
        Id = mail.Id,
        State = mail.State,
        FromAddress = mail.FromAddress,
        SubjectId = mail.SubjectId,
        PartyId = mail.PartyId,
        FiledAt = mail.FiledAt,
        Data = ForumJson.Write(mail),
        Version = version,
    };

    private static ReceivedMail Read(InboundMailRow row) => ForumJson.Read<ReceivedMail>(row.Data);
}
