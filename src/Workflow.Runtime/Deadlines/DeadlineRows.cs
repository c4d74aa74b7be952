using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime.Deadlines;

/// <summary>Deadlines that could not fire, given another chance.</summary>
internal static class DeadlineRows
{
    private const string ReleaseText =
        """
        update deadlines set next_try = due, attempts = 0, failure = null
        where subject_id = $1 and attempts > 0 and fired_at is null and cancelled_at is null
        """;

    /// <summary>
    /// The subject's instance has moved on: a deadline that failed where it stood before may fire where it stands now.
    /// </summary>
    public static void Release(ForumSession session, string subjectId) =>
        session.Writes.Statement(new StatementWrite(ReleaseText, subjectId));
}
