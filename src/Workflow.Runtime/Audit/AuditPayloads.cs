using Microsoft.EntityFrameworkCore;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// Erases what an entry says, for good and with a reason; that it stood there, by whom and when, stays provable.
/// </summary>
public sealed class AuditPayloads
{
    /// <summary>Written into the chain of the subject whose entries were erased.</summary>
    public const string ErasedAct = "payloadErased";

    private readonly TransactionRunner _transactions;

    internal AuditPayloads(TransactionRunner transactions) => _transactions = transactions;

    /// <param name="sequence">The one entry; null for all of the subject.</param>
    /// <param name="reason">Why it may be erased, for whoever verifies later; without it nothing is erased.</param>
    /// <returns>How many payloads were erased; those erased before are not counted.</returns>
    public Task<int> EraseAsync(string subjectId, int? sequence, string reason, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return _transactions.RunAsync(
            "erasure",
            actor,
            async (session, ct) => await EraseAsync(session, subjectId, sequence, reason, ct).ConfigureAwait(false),
            erased => erased > 0,
            cancellationToken);
    }

    private static async Task<int> EraseAsync(
        ForumSession session, string subjectId, int? sequence, string reason, CancellationToken cancellationToken)
    {
        var payloads = await session.Db.Set<AuditPayloadRow>()
            .Where(payload => payload.Payload != null && payload.Audit.SubjectId == subjectId
                && (sequence == null || payload.Audit.Sequence == sequence))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var payload in payloads)
            (payload.Payload, payload.ErasedReason) = (null, reason);
        if (payloads.Count > 0)
            session.Audit(subjectId, ErasedAct, reason, new Dictionary<string, string> { ["entries"] = $"{payloads.Count}" });
        return payloads.Count;
    }
}
