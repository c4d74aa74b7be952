using Microsoft.EntityFrameworkCore;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Audit;

/// <summary>Each seal follows the one before, and the heads it holds still stand in the chains.</summary>
internal static class SealCheck
{
    /// <returns>How many seals there are.</returns>
    public static async Task<int> RunAsync(ForumDbContext db, List<AuditFault> faults, CancellationToken cancellationToken)
    {
        var seals = await db.Set<AuditSealRow>().AsNoTracking().OrderBy(seal => seal.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var previous = "";
        foreach (var seal in seals)
        {
            if (seal.PreviousHash != previous || seal.Hash != SealHash.Of(seal))
                faults.Add(new AuditFault(
                    $"seal {seal.Id}", null, 0, $"Seal {seal.Id} is not as it was written, or one before it is missing."));
            previous = seal.Hash;
            await CheckHeadsAsync(db, seal, faults, cancellationToken).ConfigureAwait(false);
        }

        return seals.Count;
    }

    private static async Task CheckHeadsAsync(
        ForumDbContext db, AuditSealRow seal, List<AuditFault> faults, CancellationToken cancellationToken)
    {
        foreach (var head in ForumJson.Read<IReadOnlyList<SealedHead>>(seal.Heads))
        {
            var stands = await db.Set<AuditRow>().AnyAsync(
                row => row.SubjectId == head.SubjectId && row.Sequence == head.Sequence && row.Hash == head.Hash,
                cancellationToken).ConfigureAwait(false);
            if (!stands)
                faults.Add(new AuditFault(
                    $"seal {seal.Id}", head.SubjectId, head.Sequence,
                    $"Seal {seal.Id} holds entry {head.Sequence} of '{head.SubjectId}', which is gone or was changed."));
        }
    }
}

internal sealed record SealedHead(string SubjectId, int Sequence, string Hash);

internal static class SealHash
{
    public static string Of(AuditSealRow seal) =>
        AuditChain.Sha256(ForumJson.Write<object>(new { micros = AuditChain.Micros(seal.At), seal.Heads, seal.PreviousHash }));
}
