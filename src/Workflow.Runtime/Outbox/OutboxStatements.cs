namespace Workflow.Runtime.Storage;

/// <summary>
/// What the outbox says to the databases: one statement for a whole group. Groups go as one JSON text, so that no statement
/// varies with their size. Letters are never rewritten, only the narrow rows beside them.
/// </summary>
internal static class OutboxStatements
{
    /// <summary>
    /// $1 now, $2 how many, $3 host. Hosts do not wait for each other: what one is taking the other passes over.
    /// </summary>
    public const string ClaimOnPostgres =
        """
        update letter_statuses set status = 'Sending', next_try = null, attempts = attempts + 1, claimed_at = $1, claimed_by = $3
        where letter_id = any(array(
            select letter_id from letter_statuses where next_try is not null and next_try <= $1
            order by next_try, letter_id limit $2 for update skip locked))
        returning letter_id, attempts, (select data from letters where id = letter_id)
        """;

    public const string ClaimOnSqlite =
        """
        update letter_statuses set status = 'Sending', next_try = null, attempts = attempts + 1, claimed_at = $1, claimed_by = $3
        where letter_id in (
            select letter_id from letter_statuses where next_try is not null and next_try <= $1
            order by next_try, letter_id limit $2)
        returning letter_id, attempts, (select data from letters where id = letter_id)
        """;

    /// <summary>
    /// $1 the results, $2 host. Only the one who holds the claim settles it; but that a letter has left is true
    /// whoever says it, also after it was given up as unknown.
    /// </summary>
    public const string MarkOnPostgres = Mark + "\n" +
        """
        jsonb_to_recordset(cast($1 as jsonb))
            as v(id bigint, attempts integer, status text, reason text, retry timestamptz, settled timestamptz, untried integer)
        """ + "\n" + OnlyTheHolder;

    public const string MarkOnSqlite = Mark + "\n" +
        """
        (select value ->> 'id' as id, value ->> 'attempts' as attempts, value ->> 'status' as status,
            value ->> 'reason' as reason, value ->> 'retry' as retry, value ->> 'settled' as settled,
            value ->> 'untried' as untried from json_each($1)) as v
        """ + "\n" + OnlyTheHolder;

    /// <summary>$1 claims older than this, $2 now.</summary>
    public const string SendAgain =
        """
        update letter_statuses set status = 'Pending', next_try = $2 where status = 'Sending' and (claimed_at is null or claimed_at <= $1)
        returning letter_id
        """;

    /// <summary>$1 claims older than this, $2 now, $3 why.</summary>
    public const string GiveUp =
        """
        update letter_statuses set status = 'Unknown', settled_at = $2, reason = $3
        where status = 'Sending' and (claimed_at is null or claimed_at <= $1)
        returning letter_id
        """;

    private const string Mark =
        """
        update letter_statuses as t set status = v.status, reason = v.reason, next_try = v.retry, settled_at = v.settled,
            attempts = t.attempts - v.untried
        from
        """;

    private const string OnlyTheHolder =
        """
        where t.letter_id = v.id and (
            t.status = 'Sending' and t.attempts = v.attempts and t.claimed_by = $2
            or t.status = 'Unknown' and v.status = 'Sent')
        returning letter_id
        """;
}
