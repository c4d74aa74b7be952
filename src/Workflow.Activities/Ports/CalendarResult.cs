namespace Workflow.Activities.Ports;

/// <summary>What became of an event in a calendar.</summary>
public abstract record CalendarResult
{
    private CalendarResult()
    {
    }

    /// <param name="JoinUrl">Private to those invited; null where the service has not made the link yet.</param>
    public sealed record Standing(string EventId, Uri? JoinUrl) : CalendarResult;

    /// <summary>Not in the calendar: cancelled by us, or taken away by a person.</summary>
    public sealed record Gone : CalendarResult;

    /// <summary>Nothing is known of it; the same question may be asked again, and makes nothing twice.</summary>
    /// <param name="NotBefore">UTC; the service asked to be left alone until then, and took nothing.</param>
    public sealed record AskAgain(string Reason, DateTimeOffset? NotBefore = null) : CalendarResult;

    /// <summary>Refused for good, until a person has changed something.</summary>
    public sealed record Refused(string Reason) : CalendarResult;
}
