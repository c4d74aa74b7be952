using Workflow.Forums.Meetings;

namespace Workflow.Activities.Ports;

/// <summary>
/// A calendar that makes a meeting people can join from afar. An expected "no" is a <see cref="CalendarResult"/>, never an
/// exception. Nobody is invited by it: the letters do that, each to one recipient, and only they carry the link.
/// </summary>
public interface ICalendarService
{
    /// <summary>
    /// Makes the event, or finds the one that was made with the same key: asking again after an answer that was lost makes no
    /// second. The service knows it again only by the same facts, so ask with those of the first time.
    /// </summary>
    Task<CalendarResult> CreateAsync(string key, EventFacts facts, CancellationToken cancellationToken);

    /// <summary>Sets time and place; the link stays.</summary>
    Task<CalendarResult> MoveAsync(string eventId, EventFacts facts, CancellationToken cancellationToken);

    /// <summary>An event that is not there any more counts as cancelled.</summary>
    Task<CalendarResult> CancelAsync(string eventId, CancellationToken cancellationToken);
}
