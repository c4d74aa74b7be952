using Microsoft.EntityFrameworkCore;
using Workflow.Runtime.Audit;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>Reads the whole audit trail and names every row that is not as it was written.</summary>
public sealed class AuditVerifier
{
    private readonly TransactionRunner _transactions;

    internal AuditVerifier(TransactionRunner transactions) => _transactions = transactions;

    public Task<AuditReport> VerifyAsync(CancellationToken cancellationToken) => _transactions.ReadAsync(
        async (session, ct) =>
        {
            var walk = new ChainWalk();
            await foreach (var (row, payload) in Rows(session.Db).AsAsyncEnumerable().WithCancellation(ct).ConfigureAwait(false))
                walk.Take(row, payload);
            var seals = await SealCheck.RunAsync(session.Db, walk.Faults, ct).ConfigureAwait(false);
            return new AuditReport(walk.Entries, walk.Subjects, walk.Erased, seals, walk.Faults);
        },
        cancellationToken);

    private static IQueryable<AuditLine> Rows(ForumDbContext db) =>
        from row in db.Set<AuditRow>().AsNoTracking()
        join payload in db.Set<AuditPayloadRow>().AsNoTracking() on row.Id equals payload.AuditId into payloads
        from payload in payloads.DefaultIfEmpty()
        orderby row.SubjectId, row.Sequence, row.Id
        select new AuditLine(row, payload);

    private sealed record AuditLine(AuditRow Row, AuditPayloadRow? Payload);
}
