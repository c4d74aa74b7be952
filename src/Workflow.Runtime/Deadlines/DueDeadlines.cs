using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime.Deadlines;

/// <summary>
/// Claims deadlines that are due, the longest due first, of each subject one at a time; none whose subject is faulted or has
/// a signal under way. Only <c>next_try</c> is looked at, which is null for everything that has fired or was cancelled.
/// </summary>
internal static class DueDeadlines
{
    /// <summary>In one transaction. More would hold locks for longer than they save commits.</summary>
    private const int Group = 32;

    /// <summary>
    /// The instance's status is asked row by row on purpose: written as "not exists" it becomes a join, and PostgreSQL then
    /// reads every instance there is to find the faulted ones (measured: 100 ms for a group among a million).
    /// </summary>
    private const string Free =
        """
        not exists (select 1 from signals s where s.instance_id = d.subject_id and s.delivered_at is null and not s.is_parked)
        and coalesce((select i.status from instances i where i.id = d.subject_id), '') <> 'Faulted'
        """;

    /// <param name="without">Subjects whose deadlines are left where they are.</param>
    public static async Task<IReadOnlyList<DeadlineRow>> NextAsync(
        ForumSession session, IReadOnlyList<string> without, CancellationToken cancellationToken)
    {
        var isPostgres = session.Transaction.IsPostgres;
        object[] values = without.Count == 0 ? [session.Now] : [session.Now, Many.Of(isPostgres, without)];
        var rows = await session.Transaction.ListAsync<DeadlineRow>(
            Next(session.UsesDatabaseClock, isPostgres, without.Count > 0), values, cancellationToken, "d").ConfigureAwait(false);
        return [.. rows.DistinctBy(row => row.SubjectId, StringComparer.Ordinal)];
    }

    internal static string Next(bool usesDatabaseClock, bool isPostgres, bool hasWithout)
    {
        var others = hasWithout ? $" and not ({Many.Has(isPostgres, "d.subject_id", 2)})" : "";
        return $"where {Due(usesDatabaseClock)} and {Free}{others} order by d.next_try, d.id limit {Group}{Locking(isPostgres)}";
    }

    /// <summary>Those of the part that are due and free still.</summary>
    public static Task<IReadOnlyList<DeadlineRow>> OfAsync(
        ForumSession session, IReadOnlyList<DeadlineRow> part, CancellationToken cancellationToken)
    {
        var isPostgres = session.Transaction.IsPostgres;
        var these = Many.Has(isPostgres, "d.id", 2);
        return session.Transaction.ListAsync<DeadlineRow>(
            $"where {Due(session.UsesDatabaseClock)} and {Free} and {these} order by d.next_try, d.id{Locking(isPostgres)}",
            [session.Now, Many.Of(isPostgres, part.Select(row => row.Id))],
            cancellationToken,
            "d");
    }

    /// <returns>When the first is to be tried (UTC); null where there is none.</returns>
    public static async Task<DateTimeOffset?> FirstAsync(ForumSession session, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = null;
        await session.Transaction.ReadAsync(
            [new RawQuery(
                $"select d.next_try from deadlines d where d.next_try is not null and {Free} order by d.next_try limit 1",
                [],
                reader => first = Instant.Read(reader, 0))],
            cancellationToken).ConfigureAwait(false);
        return first;
    }

    /// <summary>
    /// Where the database's clock counts it is asked itself: what this host took down a moment ago is not enough.
    /// </summary>
    private static string Due(bool usesDatabaseClock) => usesDatabaseClock
        ? "d.next_try <= $1 and d.next_try <= clock_timestamp()"
        : "d.next_try <= $1";

    private static string Locking(bool isPostgres) => isPostgres ? " for update of d skip locked" : "";
}
