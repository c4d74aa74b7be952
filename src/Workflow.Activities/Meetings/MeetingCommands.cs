using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <param name="MeetingId">Null for an id made of body and date; a second meeting on the same day needs one of its own.</param>
/// <param name="Date">Local date and time in the body's zone.</param>
public sealed record PlanMeeting(string? MeetingId, string BodyId, DateOnly Date, TimeOnly Time)
{
    public string? Place { get; init; }

    public bool Extraordinary { get; init; }

    /// <summary>Whether it can be joined from afar; null for what the body does.</summary>
    public bool? Online { get; init; }

    /// <summary>Who takes part besides the members, by name; whoever the register knows is invited.</summary>
    public IReadOnlyList<PaperParticipant> Participants { get; init; } = [];
}

/// <param name="Reason">Kept in the audit trail.</param>
public sealed record MoveMeeting(string MeetingId, DateOnly Date, TimeOnly Time, string Reason)
{
    /// <summary>Null to stay where it was.</summary>
    public string? Place { get; init; }
}

/// <param name="Reason">Told to everybody who knows of the meeting.</param>
public sealed record CancelMeeting(string MeetingId, string Reason);

/// <param name="Note">What was corrected; null to say nothing.</param>
public sealed record CorrectAgenda(string MeetingId, string? Note = null);

public sealed record HoldMeeting(string MeetingId);

/// <summary>
/// Writes the minutes otherwise: while they are to be amended or corrected before their approval, or, visibly, after they were
/// published.
/// </summary>
/// <param name="Reason">What was wrong, or what was decided; printed on minutes that were published before.</param>
public sealed record CorrectMinutes(string MeetingId, string Reason)
{
    public IReadOnlyList<DecisionCorrection> Decisions { get; init; } = [];

    /// <summary>All who took part; null to leave the list as it is.</summary>
    public IReadOnlyList<PaperParticipant>? Participants { get; init; }

    /// <summary>Why errors in the minutes are right as they stand; as at the close.</summary>
    public string? AcceptFindings { get; init; }
}

/// <param name="Text">The decision as it is to read. What it means for the item's way was confirmed, and stays.</param>
public sealed record DecisionCorrection(string ItemId, string Text);

public sealed record CloseMeeting(string MeetingId)
{
    /// <summary>
    /// Why errors in the minutes are right as they stand; needed only where the minutes show errors that nobody has
    /// accepted yet, such as a personal number in a decision.
    /// </summary>
    public string? AcceptFindings { get; init; }
}
