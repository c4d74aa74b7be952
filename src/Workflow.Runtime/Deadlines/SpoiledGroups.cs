using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Deadlines;

/// <summary>
/// Groups of due deadlines of which one spoils the others, in ever smaller parts. Each group is parted before any part is parted again,
/// so that a sound deadline among many that fail waits for a few tries only, and what is in no such group for none of their singles.
/// </summary>
internal sealed class SpoiledGroups
{
    private const int Parts = 4;

    private readonly Queue<IReadOnlyList<DeadlineRow>> _parts = new();
    private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);

    /// <summary>Whose deadlines are to be claimed as parts only: a later one of theirs must not come before an earlier.</summary>
    public IReadOnlyCollection<string> Subjects => _subjects;

    public void Add(IReadOnlyList<DeadlineRow> group)
    {
        foreach (var part in group.Chunk((group.Count + Parts - 1) / Parts))
            _parts.Enqueue(part);
        _subjects.UnionWith(group.Select(row => row.SubjectId));
    }

    /// <returns>The part that has waited longest; null where there is none.</returns>
    public IReadOnlyList<DeadlineRow>? Next() => _parts.TryDequeue(out var part) ? part : null;

    /// <summary>It was fired, or is held elsewhere: it is like any other again.</summary>
    public void Done(IReadOnlyList<DeadlineRow> part) => _subjects.ExceptWith(part.Select(row => row.SubjectId));
}
