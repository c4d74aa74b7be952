using Workflow.Forums;
using Workflow.Forums.Checks;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>
/// What came of reading a file. Every line that is not blank stands in <see cref="Lines"/> with what it was read as, or
/// in <see cref="NotUnderstood"/>: nothing is lost.
/// </summary>
public sealed record MinutesReading
{
    /// <summary>Null where the file was refused.</summary>
    public MeetingPaper? Paper { get; init; }

    public Refusal? Refusal { get; init; }

    public IReadOnlyList<UnreadLine> NotUnderstood { get; init; } = [];

    public IReadOnlyList<ReadLine> Lines { get; init; } = [];

    /// <summary>
    /// What the reading itself noticed (dates that disagree, a torn table, a missing flag). The check before dispatch
    /// is <c>DispatchCheck</c> and runs on the paper.
    /// </summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <param name="Line">From 1.</param>
public sealed record UnreadLine(int Line, string Text);

/// <param name="Line">From 1.</param>
public sealed record ReadLine(int Line, LineUse Use, string Text);
