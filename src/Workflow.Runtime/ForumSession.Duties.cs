using Microsoft.EntityFrameworkCore;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>What those who look after open duties ask: approvals, reminders, and rungs that are left out.</summary>
public sealed partial class ForumSession
{
    public Task<IReadOnlyList<Approval>> PendingApprovalsAsync(CancellationToken cancellationToken) => ListAsync(
        _approvals, "where state = 'Pending' order by id", [], cancellationToken);

    public Task<IReadOnlyList<Consultation>> OpenConsultationsAsync(CancellationToken cancellationToken) => ListAsync(
        _consultations, "where state = 'Open' order by id", [], cancellationToken);

    /// <summary>How many signals of the name the instance is still to get, the one that is being delivered among them.</summary>
    public async Task<int> PendingSignalsAsync(string instanceId, string name, CancellationToken cancellationToken)
    {
        var db = await DbAsync(cancellationToken).ConfigureAwait(false);
        return await db.Set<SignalRow>().CountAsync(
            row => row.InstanceId == instanceId && row.Name == name && row.DeliveredAt == null && !row.IsParked,
            cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Writes down a deadline that is not to fire, with the reason: its row stands there as cancelled from the start.
    /// </summary>
    public Task SkipDeadlineAsync(DeadlineRequest request, string reason, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _writes.Insert(
            new DeadlineRow
            {
                SubjectId = request.SubjectId,
                Kind = request.Kind,
                Rung = request.Rung,
                SubjectVersion = request.SubjectVersion,
                Due = request.Due,
                SignalName = request.SignalName,
                CancelledAt = Now,
                CancelReason = reason,
            },
            "on conflict do nothing");
        return Task.CompletedTask;
    }

    /// <summary>Deadlines of a kind that are due at exactly this moment (UTC) and have not fired.</summary>
    public async Task<IReadOnlyList<DeadlineInfo>> DeadlinesDueAsync(
        string kind, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<DeadlineRow>(
            "where next_try is not null and kind = $1 and due = $2 order by id", [kind, due],
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new DeadlineInfo(
            row.SubjectId, row.Kind, row.Rung, row.SubjectVersion, row.Due, row.FiredAt, row.CancelledAt,
            row.CancelReason, row.Failure))];
    }

    /// <summary>The letter with this Message-ID, whatever became of it; null where none was decided on.</summary>
    public async Task<Letter?> LetterAsync(string messageId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<LetterRow>(
            "where message_id = $1", [messageId], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : ForumJson.Read<Letter>(rows[0].Data);
    }
}
