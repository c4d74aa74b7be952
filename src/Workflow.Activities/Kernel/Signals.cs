namespace Workflow.Activities.Kernel;

/// <summary>Names of the signals that the activities of this room wait for.</summary>
internal static class Signals
{
    public const string Submitted = "Submitted";
    public const string FindingsAccepted = "FindingsAccepted";
    public const string Withdrawn = "Withdrawn";
    public const string ChildEnded = "ChildEnded";
    public const string MeetingPlanned = "MeetingPlanned";
    public const string Decided = "Decided";
    public const string MeetingCancelled = "MeetingCancelled";
    public const string RouteChosen = "RouteChosen";
    public const string MinutesApproved = "MinutesApproved";
    public const string MinutesDecided = "MinutesDecided";
    public const string MinutesAmended = "MinutesAmended";
    public const string Moved = "Moved";
    public const string Cancelled = "Cancelled";
    public const string Corrected = "Corrected";
    public const string Held = "Held";
    public const string Closed = "Closed";
    public const string Answered = "Answered";
    public const string Extended = "Extended";
    public const string Approved = "Approved";
    public const string Rejected = "Rejected";
    public const string ContentChanged = "ContentChanged";
    public const string DueMoved = "DueMoved";
    public const string DeadlineDue = "DeadlineDue";
    public const string Done = "Done";
}
