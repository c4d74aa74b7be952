using Workflow.Forums.Decisions;
using Workflow.Forums.Items;

namespace Workflow.Forums.Papers;

/// <summary>
/// An agenda or the minutes of one meeting as one reader sees it: what a reader of files produces, what every writer
/// prints, what the check before dispatch looks at.
/// </summary>
public sealed record MeetingPaper
{
    public required PaperKind Kind { get; init; }

    /// <summary>Name of the body as printed.</summary>
    public required string Body { get; init; }

    /// <summary>Id of the configured body; where none is configured, derived from the printed name.</summary>
    public string? BodyId { get; init; }

    public DateOnly? Date { get; init; }

    /// <summary>Local time of the meeting in the body's zone; null where the paper has none.</summary>
    public TimeOnly? Time { get; init; }

    public string? Place { get; init; }

    public IReadOnlyList<PaperParticipant> Participants { get; init; } = [];

    public IReadOnlyList<PaperItem> Items { get; init; } = [];
}

public enum PaperKind
{
    Agenda,
    Minutes,
}

public sealed record PaperParticipant(string Name, string? Role);

public sealed record PaperItem
{
    /// <summary>Id of the treatment, so that links survive a change of number; null in a paper read from a file.</summary>
    public string? Id { get; init; }

    /// <summary>As printed, so a string: late inserts carry sub-numbers.</summary>
    public required string Number { get; init; }

    public required Access Access { get; init; }

    /// <summary>Without the routing prefix of the body.</summary>
    public required string Title { get; init; }

    public PlannedRoute PlannedRoute { get; init; }

    public string? CaseNumber { get; init; }

    public string? DocumentNumber { get; init; }

    /// <summary>Why it came onto the agenda after the deadline; null for one in time.</summary>
    public string? LateReason { get; init; }

    public IReadOnlyList<PaperSection> Sections { get; init; } = [];

    public IReadOnlyList<PaperAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<PaperAbsence> Absent { get; init; } = [];

    public IReadOnlyList<EarlierDecision> Earlier { get; init; } = [];

    /// <summary>How the paper printed it; null where the paper was made here.</summary>
    public PrintedItem? Printed { get; init; }

    /// <summary>What the wording of the decision says; null on an agenda.</summary>
    public DecisionReading? Outcome { get; init; }
}

/// <param name="Heading">As printed in the paper.</param>
/// <param name="Blocks">In order; a block's audience is null where everyone who may see the item sees it.</param>
public sealed record PaperSection(SectionKind Kind, string Heading, IReadOnlyList<TextBlock> Blocks)
{
    /// <summary>The fences in it did not come in pairs: what follows the last one is hidden.</summary>
    public bool OddFences { get; init; }

    /// <summary>All of its text, also what others may not see; paragraphs separated by an empty line.</summary>
    public string AllText => string.Join("\n\n", Blocks.Select(block => block.Text));
}

public sealed record PaperAttachment(string? Number, string Name, string? DocumentNumber, string? CaseNumber)
{
    public Access Access { get; init; } = Access.Open;

    /// <summary>Id of the only body that may see it; null for all.</summary>
    public string? Audience { get; init; }
}

public sealed record PaperAbsence(string Name, string? Title, string? Role);
