using Microsoft.EntityFrameworkCore;
using Workflow.Forums.Letters;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

public sealed partial class ForumSession
{
    /// <summary>The same (subject, kind, rung, version) again does nothing: a loop never repeats a rung, nor moves its time.</summary>
    public async Task AddDeadlineAsync(DeadlineRequest request, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var known = await _db.Set<DeadlineRow>().AnyAsync(
            row => row.SubjectId == request.SubjectId && row.Kind == request.Kind && row.Rung == request.Rung
                && row.SubjectVersion == request.SubjectVersion,
            cancellationToken).ConfigureAwait(false);
        if (known)
            return;
        _db.Add(new DeadlineRow
        {
            SubjectId = request.SubjectId,
            Kind = request.Kind,
            Rung = request.Rung,
            SubjectVersion = request.SubjectVersion,
            Due = request.Due,
            SignalName = request.SignalName,
            NextTry = request.Due,
        });
        Effects |= SessionEffects.Deadlines;
    }

    /// <summary>Cancels what is still open of the subject, with the reason; what has fired stays as it is.</summary>
    public async Task CancelDeadlinesAsync(string subjectId, string reason, CancellationToken cancellationToken, string? kind = null)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var open = await _db.Set<DeadlineRow>()
            .Where(row => row.SubjectId == subjectId && row.FiredAt == null && row.CancelledAt == null && (kind == null || row.Kind == kind))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in open)
            (row.CancelledAt, row.CancelReason, row.NextTry) = (Now, reason, null);
    }

    public async Task<IReadOnlyList<DeadlineInfo>> DeadlinesOfAsync(string subjectId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await _db.Set<DeadlineRow>().AsNoTracking()
            .Where(row => row.SubjectId == subjectId)
            .OrderBy(row => row.Due).ThenBy(row => row.Id)
            .Select(row => new DeadlineInfo(
                row.SubjectId, row.Kind, row.Rung, row.SubjectVersion, row.Due, row.FiredAt, row.CancelledAt, row.CancelReason, row.Failure))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Queues a letter. The same Message-ID again does nothing: nobody is told twice.</summary>
    public async Task AddLetterAsync(Letter letter, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var letters = _db.Set<LetterRow>();
        if (await letters.AnyAsync(row => row.MessageId == letter.MessageId, cancellationToken).ConfigureAwait(false))
            return;
        var added = letters.Add(new LetterRow
        {
            MessageId = letter.MessageId,
            AboutId = letter.AboutId,
            Kind = letter.Kind,
            RecipientId = letter.ToPersonId,
            Data = ForumJson.Write(letter),
            QueuedAt = Now,
        });
        await _db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        _db.Add(new LetterStatusRow { LetterId = added.Entity.Id, Status = LetterStatus.Pending, NextTry = Now });
        Effects |= SessionEffects.Letters;
    }

    /// <summary>Letters about the subject that have not left yet are not sent; the reason stands in their row.</summary>
    public async Task CancelLettersAsync(string aboutId, string reason, CancellationToken cancellationToken, string? kind = null)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var pending = await _db.Set<LetterStatusRow>()
            .Where(status => status.Status == LetterStatus.Pending
                && _db.Set<LetterRow>().Any(letter =>
                    letter.Id == status.LetterId && letter.AboutId == aboutId && (kind == null || letter.Kind == kind)))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in pending)
            (row.Status, row.Reason, row.SettledAt, row.NextTry) = (LetterStatus.Cancelled, reason, Now, null);
    }
}
