using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Instances;
using Workflow.Runtime.Aggregates;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Overview;

/// <summary>The open cases, and what their activities look at, in one picture.</summary>
internal static class ForecastCopy
{
    /// <summary>What became of letters that reached nobody; of no other is the fate copied.</summary>
    public static readonly LetterStatus[] BadEnds = [LetterStatus.Refused, LetterStatus.Bounced, LetterStatus.Unknown];

    /// <returns>The moment (UTC) of the picture; null where there are too many open cases.</returns>
    public static async Task<DateTimeOffset?> TakeAsync(
        ForumSession session, DatabaseFactory target, CancellationToken cancellationToken)
    {
        var from = await session.DbAsync(cancellationToken).ConfigureAwait(false);
        var open = from.Set<InstanceRow>().AsNoTracking()
            .Where(row => row.Status != InstanceStatus.Finished && row.Status != InstanceStatus.Cancelled);
        if (await open.CountAsync(cancellationToken).ConfigureAwait(false) > MailForecast.MostCases)
            return null;
        await using var to = target.Create();
        to.ChangeTracker.AutoDetectChangesEnabled = false;
        await CasesAsync(from, to, open, cancellationToken).ConfigureAwait(false);
        await SubjectsAsync(from, to, open, session.Now, cancellationToken).ConfigureAwait(false);
        await to.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return session.Now;
    }

    private static async Task CasesAsync(
        ForumDbContext from, ForumDbContext to, IQueryable<InstanceRow> open, CancellationToken cancellationToken)
    {
        to.AddRange(await open.ToListAsync(cancellationToken).ConfigureAwait(false));
        await AddAsync(from.Set<DefinitionRow>()).ConfigureAwait(false);
        await AddAsync(from.Set<SignalRow>()
            .Where(row => row.DeliveredAt == null && !row.IsParked && open.Any(other => other.Id == row.InstanceId)))
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
        // Whoever was not reached is not taken to agree by silence.
        await AddAsync(from.Set<LetterStatusRow>().Where(row => BadEnds.Contains(row.Status)
            && from.Set<LetterRow>().Any(letter => letter.Id == row.LetterId && open.Any(other => other.Id == letter.AboutId))))
            .ConfigureAwait(false);

        async Task AddAsync<TRow>(IQueryable<TRow> rows)
            where TRow : class =>
            to.AddRange(await rows.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async Task SubjectsAsync(
        ForumDbContext from, ForumDbContext to, IQueryable<InstanceRow> open, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var meetings = from.Set<MeetingRow>();
        var treatments = from.Set<TreatmentRow>();
        // Every round of an open item counts, and so does everything that stands on the agenda of an open meeting.
        var near = treatments.Where(row => open.Any(other => other.Id == row.ItemId || other.Id == row.MeetingId));
        await AddAsync(near).ConfigureAwait(false);
        await AddAsync(treatments.Where(row => !open.Any(other => other.Id == row.ItemId || other.Id == row.MeetingId)
            && near.Any(other => other.ItemId == row.ItemId))).ConfigureAwait(false);
        await AddAsync(
            from.Set<ItemRow>().Where(row => open.Any(other => other.Id == row.Id) || near.Any(other => other.ItemId == row.Id)))
            .ConfigureAwait(false);
        // Any coming meeting may be the next of an open item; what an item was decided at is looked up too.
        await AddAsync(meetings.Where(row => row.Date >= today || open.Any(other => other.Id == row.Id)
            || treatments.Any(other => other.MeetingId == row.Id && near.Any(item => item.ItemId == other.ItemId))))
                .ConfigureAwait(false);
        await AddAsync(from.Set<FollowUpRow>().Where(row => near.Any(other => other.ItemId == row.ItemId))).ConfigureAwait(false);
        // Those that have ended too: their number makes the id of the next.
        await AddAsync(from.Set<ApprovalRow>().Where(row => open.Any(other => other.Id == row.Id || other.Id == row.AboutId)))
            .ConfigureAwait(false);
        await AddAsync(from.Set<ConsultationRow>().Where(row => open.Any(other => other.Id == row.Id || other.Id == row.AboutId)))
            .ConfigureAwait(false);
        await AddAsync(
            from.Set<SecretariatTaskRow>().Where(row => open.Any(other => other.Id == row.Id || other.Id == row.AboutId)))
            .ConfigureAwait(false);
        await AddAsync(from.Set<OnlineEventRow>().Where(row => open.Any(other => other.Id == row.Id))).ConfigureAwait(false);
        await AddAsync(from.Set<PublicationRow>().Where(row => open.Any(other => other.Id == row.AboutId))).ConfigureAwait(false);

        async Task AddAsync<TRow>(IQueryable<TRow> rows)
            where TRow : class =>
            to.AddRange(await rows.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false));
    }
}
