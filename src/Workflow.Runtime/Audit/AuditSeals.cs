using Microsoft.EntityFrameworkCore;
using Workflow.Forums.People;
using Workflow.Runtime.Audit;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>Seals the heads of all chains. Meant to be run once a day; running it more often does no harm.</summary>
public sealed class AuditSeals
{
    /// <summary>
    /// Longer than any transaction: entries that were being written while the last seal was made are in the next.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private readonly TransactionRunner _transactions;

    internal AuditSeals(TransactionRunner transactions) => _transactions = transactions;

    /// <returns>How many heads were sealed; 0, and no seal, where nothing was written since the last.</returns>
    public Task<int> SealAsync(CancellationToken cancellationToken) => _transactions.RunAsync(
        "seal", Actor.System, SealAsync, count => count > 0, cancellationToken);

    private static async Task<int> SealAsync(ForumSession session, CancellationToken cancellationToken)
    {
        var last = await session.Db.Set<AuditSealRow>().AsNoTracking()
            .OrderByDescending(seal => seal.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var from = last is null ? DateTimeOffset.MinValue : last.At - Overlap;
        var grown = await HeadsAsync(session.Db, from, cancellationToken).ConfigureAwait(false);
        var sealedBefore = last is null ? [] : ForumJson.Read<IReadOnlyList<SealedHead>>(last.Heads).ToHashSet();
        var heads = grown.Where(head => !sealedBefore.Contains(head)).ToList();
        if (heads.Count == 0)
            return 0;
        var seal = new AuditSealRow { At = session.Now, Heads = ForumJson.Write(heads), PreviousHash = last?.Hash ?? "" };
        seal.Hash = SealHash.Of(seal);
        session.Db.Add(seal);
        return heads.Count;
    }

    private static async Task<IReadOnlyList<SealedHead>> HeadsAsync(
        ForumDbContext db, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var rows = db.Set<AuditRow>().AsNoTracking();
        var heads = await rows
            .Where(row => row.At >= from && !rows.Any(later => later.SubjectId == row.SubjectId && later.Sequence > row.Sequence))
            .Select(row => new SealedHead(row.SubjectId, row.Sequence, row.Hash))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. heads.OrderBy(head => head.SubjectId, StringComparer.Ordinal)];
    }
}
