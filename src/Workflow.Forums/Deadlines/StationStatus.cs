using Workflow.Forums.Meetings;

namespace Workflow.Forums.Deadlines;

/// <summary>A station of a meeting's plan and how it stands.</summary>
/// <param name="Planned">When it is due, and by which rule.</param>
/// <param name="DoneAt">UTC; null where it is not done, or was done before this was written down.</param>
/// <param name="WorkingDaysLate">How late it is, or was when it was done; 0 where it is in time, or its day has only just
/// passed.</param>
/// <param name="Text">How it stands, in words.</param>
/// <param name="Endangers">Names of the stations that its lateness puts at risk, nearest first; <c>meeting</c> is the meeting
/// itself.</param>
public sealed record StationStatus(
    PlannedDeadline Planned,
    StationState State,
    DateTimeOffset? DoneAt,
    int WorkingDaysLate,
    string Text,
    IReadOnlyList<string> Endangers);

public enum StationState
{
    Open,
    Late,
    Done,
    Cancelled,
}

/// <summary>The whole plan of a meeting as it stands now.</summary>
/// <param name="Warnings">One sentence for each station that is late, with what that endangers.</param>
public sealed record PlanStatus(Meeting Meeting, IReadOnlyList<StationStatus> Stations, IReadOnlyList<string> Warnings);
