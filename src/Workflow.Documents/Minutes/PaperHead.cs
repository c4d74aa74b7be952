using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Documents.Minutes;

/// <summary>What stands before the first item.</summary>
internal sealed record PaperHead
{
    public PaperKind? Kind { get; init; }

    public string? Body { get; init; }

    /// <summary>The date in the title line.</summary>
    public DatedLine? TitleDate { get; init; }

    /// <summary>The date beside its label.</summary>
    public DatedLine? LabelDate { get; init; }

    public DayOfWeek? Weekday { get; init; }

    public TimeOnly? Time { get; init; }

    public string? Place { get; init; }

    public IReadOnlyList<PaperParticipant> Participants { get; init; } = [];

    /// <summary>Titles of the list of contents, in order.</summary>
    public IReadOnlyList<string> Contents { get; init; } = [];

    public DatedLine? Date => LabelDate ?? TitleDate;
}

/// <param name="Line">From 1.</param>
internal sealed record DatedLine(int Line, DateMention Mention);
