using Microsoft.EntityFrameworkCore;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Deadlines;

/// <summary>Deadlines that could not fire, given another chance.</summary>
internal static class DeadlineRows
{
    /// <summary>
    /// The subject's instance has moved on: a deadline that failed where it stood before may fire where it stands now.
    /// </summary>
    public static async Task ReleaseAsync(ForumSession session, string subjectId, CancellationToken cancellationToken)
    {
        var held = await session.Db.Set<DeadlineRow>()
            .Where(row => row.SubjectId == subjectId && row.Attempts > 0 && row.FiredAt == null && row.CancelledAt == null)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in held.Where(row => row.FiredAt is null && row.CancelledAt is null))
            (row.NextTry, row.Attempts, row.Failure) = (row.Due, 0, null);
    }
}
