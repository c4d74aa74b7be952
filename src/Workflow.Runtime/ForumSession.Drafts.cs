using Workflow.Forums.Links;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>What parties have written and not yet sent.</summary>
public sealed partial class ForumSession
{
    /// <summary>Null where the party has saved nothing.</summary>
    public async Task<SavedDraft?> DraftAsync(string consultationId, string partyId, CancellationToken cancellationToken)
    {
        if (_writes.Touches<AnswerDraftRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<AnswerDraftRow>(
            "where consultation_id = $1 and party_id = $2", [consultationId, partyId], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0
            ? null
            : new SavedDraft(ForumJson.Read<AnswerDraft>(rows[0].Data), rows[0].SavedBy, rows[0].SavedAt, rows[0].Version);
    }

    /// <summary>
    /// Saves over the version that was read; whether that is the one the writer has seen is for the caller to ask. Two that
    /// save at once: the later is run again and finds the other's.
    /// </summary>
    /// <param name="before">As it was read in this session; null where there was none.</param>
    public SavedDraft SaveDraft(string consultationId, string partyId, AnswerDraft draft, string savedBy, SavedDraft? before)
    {
        var saved = new SavedDraft(draft, savedBy, Now, (before?.Version ?? 0) + 1);
        var row = new AnswerDraftRow
        {
            ConsultationId = consultationId,
            PartyId = partyId,
            Data = ForumJson.Write(draft),
            SavedBy = savedBy,
            SavedAt = Now,
            Version = saved.Version,
        };
        if (before is null)
            _writes.Insert(row);
        else
            _writes.Update(row, before.Version);
        return saved;
    }
}
