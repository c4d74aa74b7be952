using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Instances;
using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Overview;

/// <summary>The open cases, and what their activities look at, in one picture.</summary>
internal static class ForecastCopy
{
    /// <returns>The moment (UTC) of the picture; null where there are too many open cases.</returns>
    public static async Task<DateTimeOffset?> TakeAsync(ForumSession session, DatabaseFactory target, CancellationToken cancellationToken)
    {
        var from = await session.DbAsync(cancellationToken).ConfigureAwait(false);
        var open = from.Set<InstanceRow>().AsNoTracking()
            .Where(row => row.Status != InstanceStatus.Finished && row.Status != InstanceStatus.Cancelled);
        if (await open.CountAsync(cancellationToken).ConfigureAwait(false) > MailForecast.MostCases)
            return null;
        await using var to = target.Create();
        to.ChangeTracker.AutoDetectChangesEnabled = false;
        await CasesAsync(from, to, open, cancellationToken).ConfigureAwait(false);
        await SubjectsAsync(from, to, open, cancellationToken).ConfigureAwait(false);
        await to.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return session.Now;
    }

    private static async Task CasesAsync(
        ForumDbContext from, ForumDbContext to, IQueryable<InstanceRow> open, CancellationToken cancellationToken)
    {
        to.AddRange(await open.ToListAsync(cancellationToken).ConfigureAwait(false));
        await AddAsync(from.Set<DefinitionRow>()).ConfigureAwait(false);
        await AddAsync(from.Set<SignalRow>().Where(row => row.DeliveredAt == null && !row.IsParked && open.Any(other => other.Id == row.InstanceId)))
            .ConfigureAwait(false);
        // Those that have fired too: the same rung of the same version is never climbed again.
        await AddAsync(from.Set<DeadlineRow>().Where(row => open.Any(other => other.Id == row.SubjectId))).ConfigureAwait(false);
        // Without their text: only that somebody was told already counts.
        var told = from.Set<LetterRow>().Where(row => open.Any(other => other.Id == row.AboutId)).Select(row => new LetterRow
        {
            Id = row.Id,
            MessageId = row.MessageId,
            AboutId = row.AboutId,
            Kind = row.Kind,
            RecipientId = row.RecipientId,
            QueuedAt = row.QueuedAt,
        });
        await AddAsync(told).ConfigureAwait(false);

        async Task AddAsync<TRow>(IQueryable<TRow> rows)
            where TRow : class =>
            to.AddRange(await rows.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async Task SubjectsAsync(
        ForumDbContext from, ForumDbContext to, IQueryable<InstanceRow> open, CancellationToken cancellationToken)
    {
        // Any meeting may be the next of an open item, and any item may stand on it.
        await AddAsync(from.Set<MeetingRow>()).ConfigureAwait(false);
        await AddAsync(from.Set<TreatmentRow>()).ConfigureAwait(false);
        await AddAsync(from.Set<ItemRow>()).ConfigureAwait(false);
        await AddAsync(from.Set<FollowUpRow>()).ConfigureAwait(false);
        // Those that have ended too: their number makes the id of the next.
        await AddAsync(from.Set<ApprovalRow>().Where(row => open.Any(other => other.Id == row.Id || other.Id == row.AboutId))).ConfigureAwait(false);
        await AddAsync(from.Set<ConsultationRow>().Where(row => open.Any(other => other.Id == row.Id || other.Id == row.AboutId)))
            .ConfigureAwait(false);
        await AddAsync(from.Set<SecretariatTaskRow>().Where(row => open.Any(other => other.Id == row.Id || other.Id == row.AboutId)))
            .ConfigureAwait(false);
        await AddAsync(from.Set<PublicationRow>().Where(row => open.Any(other => other.Id == row.AboutId))).ConfigureAwait(false);

        async Task AddAsync<TRow>(IQueryable<TRow> rows)
            where TRow : class =>
            to.AddRange(await rows.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false));
    }
}
