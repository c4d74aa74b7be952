using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Audit;

/// <summary>Walks the chains, subject by subject in the order of their sequence, and notes what does not follow.</summary>
internal sealed class ChainWalk
{
    private AuditRow? _previous;

    public List<AuditFault> Faults { get; } = [];

    public int Entries { get; private set; }

    public int Subjects { get; private set; }

    public int Erased { get; private set; }

    public void Take(AuditRow row, AuditPayloadRow? payload)
    {
        Entries++;
        var before = string.Equals(_previous?.SubjectId, row.SubjectId, StringComparison.Ordinal) ? _previous : null;
        if (before is null)
            Subjects++;
        CheckLink(row, before);
        CheckPayload(row, payload);
        _previous = row;
    }

    private void CheckLink(AuditRow row, AuditRow? before)
    {
        var expected = (before?.Sequence ?? 0) + 1;
        if (row.Sequence != expected)
            Note(row, $"the entry before it is missing: {expected} was expected");
        else if (!string.Equals(row.PreviousHash, before?.Hash ?? "", StringComparison.Ordinal))
            Note(row, "it does not follow the entry before it");
        if (!string.Equals(row.Hash, AuditChain.Hash(row), StringComparison.Ordinal))
            Note(row, "what it says (act, actor, time, payload's hash) is not what was written");
    }

    private void CheckPayload(AuditRow row, AuditPayloadRow? payload)
    {
        if (payload is null)
            Note(row, "its payload's row is missing");
        else if (payload.Payload is { } text
            && !string.Equals(AuditChain.Sha256(text), row.PayloadHash, StringComparison.Ordinal))
            Note(row, "its text or facts were changed");
        else if (payload.Payload is null && string.IsNullOrWhiteSpace(payload.ErasedReason))
            Note(row, "its payload was erased without a reason");
        else if (payload.Payload is null)
            Erased++;
    }

    private void Note(AuditRow row, string problem) =>
        Faults.Add(new AuditFault(
            $"audit {row.Id}", row.SubjectId, row.Sequence, $"Entry {row.Sequence} of '{row.SubjectId}': {problem}."));
}
