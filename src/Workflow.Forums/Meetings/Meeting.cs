using Workflow.Forums.Deadlines;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Meetings;

public sealed record Meeting
{
    public required string Id { get; init; }

    public required string BodyId { get; init; }

    /// <summary>Local date and time in the body's zone.</summary>
    public required DateOnly Date { get; init; }

    public required TimeOnly Time { get; init; }

    public string? Place { get; init; }

    public bool Extraordinary { get; init; }

    /// <summary>Can be joined from afar: those invited get a link.</summary>
    public bool IsOnline { get; init; }

    public MeetingState State { get; init; }

    /// <summary>From 1; every move adds one. Deadlines and invitations are bound to it.</summary>
    public int ScheduleVersion { get; init; } = 1;

    /// <summary>How often a link came after calendars had the meeting already; with the moves it makes their sequence.</summary>
    public int LinkUpdates { get; init; }

    /// <summary>Names the version of the body's rules that it runs under, also when it is moved; null for the first.</summary>
    public DateOnly? RulesFrom { get; init; }

    /// <summary>The backward plan from the date, as computed for this schedule version.</summary>
    public IReadOnlyList<PlannedDeadline> Plan { get; init; } = [];

    /// <summary>When (UTC) a station of the plan was reached, by its kind; a repeated one counts the last time.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> DoneAt { get; init; } = new Dictionary<string, DateTimeOffset>();

    public IReadOnlyList<PaperParticipant> Participants { get; init; } = [];

    /// <summary>Version of the agenda that was last composed, 0 before; an approval is bound to its hash.</summary>
    public int AgendaVersion { get; init; }

    public string? AgendaHash { get; init; }

    /// <summary>Id of the person whose act composed the agenda last: may not approve it. Null where a deadline did.</summary>
    public string? AgendaAuthorId { get; init; }

    public int MinutesVersion { get; init; }

    public string? MinutesHash { get; init; }

    /// <summary>Id of the person whose act drafted the minutes last: may not approve them. Null where a machine did.</summary>
    public string? MinutesAuthorId { get; init; }

    /// <summary>What is still to be written into the minutes before they may be published; null where nothing is.</summary>
    public MinutesAmendment? Amendment { get; init; }

    /// <summary>What was corrected after the minutes were published, oldest first; printed on every version since.</summary>
    public IReadOnlyList<MinutesCorrected> Corrections { get; init; } = [];

    /// <summary>Ids of the persons told of this meeting: they are told again, once, when it moves or is cancelled.</summary>
    public IReadOnlyList<string> ToldPersonIds { get; init; } = [];

    public string? CancelledReason { get; init; }

    /// <summary>What the last move changed; null for a meeting that was never moved.</summary>
    public MeetingMove? MovedFrom { get; init; }

    /// <summary>Id of the approval or consultation that the lifecycle waits for; null where it waits for none.</summary>
    public string? AwaitedChildId { get; init; }

    /// <summary>UTC; when its decisions were declared complete.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <param name="Date">Local date and time before the move.</param>
public sealed record MeetingMove(DateOnly Date, TimeOnly Time, string Reason);

/// <param name="Text">Why the minutes cannot be published as they are, such as the wording of the decision that amends
/// them.</param>
/// <param name="IsWritten">The secretariat has written it in, and the amended version waits to be confirmed.</param>
public sealed record MinutesAmendment(string Text, bool IsWritten);

/// <param name="Day">Local day in the body's zone.</param>
/// <param name="Numbers">Of the items whose decision reads otherwise now.</param>
public sealed record MinutesCorrected(DateOnly Day, string Reason, IReadOnlyList<string> Numbers);

public enum MeetingState
{
    Planned,
    Called,
    SubmissionsClosed,
    AgendaInApproval,
    AgendaApproved,
    Dispatched,
    Held,
    MinutesInConsultation,
    MinutesInApproval,
    MinutesApproved,
    Published,
    Cancelled,
}
