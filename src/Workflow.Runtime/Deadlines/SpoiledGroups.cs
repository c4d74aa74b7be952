using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Deadlines;

/// <summary>
/// Groups of due deadlines of which one spoils the others, in ever smaller parts. Each group is parted before any part is parted
/// again, so that none is tried alone before the sound ones of other groups have had their turn.
/// </summary>
internal sealed class SpoiledGroups
{
    private const int Parts = 4;

    /// <summary>More are not laid aside: each claim would have to walk past them.</summary>
    private const int Most = 128;

    private readonly Queue<IReadOnlyList<DeadlineRow>> _parts = new();

    /// <summary>Whose deadlines are to be claimed as parts only: a later one of theirs must not come before an earlier.</summary>
    public IReadOnlyList<string> Subjects => [.. _parts.SelectMany(part => part).Select(row => row.SubjectId)];

    public bool IsFull => _parts.Sum(part => part.Count) >= Most;

    public void Add(IReadOnlyList<DeadlineRow> group)
    {
        foreach (var part in group.Chunk((group.Count + Parts - 1) / Parts))
            _parts.Enqueue(part);
    }

    /// <returns>The part that has waited longest, laid aside no more; null where there is none.</returns>
    public IReadOnlyList<DeadlineRow>? Next() => _parts.TryDequeue(out var part) ? part : null;
}
