using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Instances;

/// <summary>Claims signals that may be delivered now: of each instance the first, of none that is faulted.</summary>
internal static class PendingSignals
{
    /// <summary>In one transaction. More would hold locks for longer than they save commits.</summary>
    public const int Group = 32;

    private const string Ready =
        """
        s.delivered_at is null and not s.is_parked and s.next_try <= $1
        and not exists (select 1 from signals e
            where e.instance_id = s.instance_id and e.delivered_at is null and not e.is_parked and e.id < s.id)
        and coalesce((select i.status from instances i where i.id = s.instance_id), '') <> 'Faulted'
        """;

    public static Task<IReadOnlyList<SignalRow>> Next(ForumSession session, CancellationToken cancellationToken) =>
        session.Transaction.ListAsync<SignalRow>(
            $"where {Ready} order by s.id limit {Group}{Locking(session)}", [session.Now], cancellationToken, "s");

    public static Task<IReadOnlyList<SignalRow>> OneAsync(ForumSession session, long id, CancellationToken cancellationToken) =>
        session.Transaction.ListAsync<SignalRow>(
            $"where {Ready} and s.id = $2{Locking(session)}", [session.Now, id], cancellationToken, "s");

    /// <summary>What another host is delivering is not waited for.</summary>
    private static string Locking(ForumSession session) => session.Transaction.IsPostgres ? " for update of s skip locked" : "";
}
