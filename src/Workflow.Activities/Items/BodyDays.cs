using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;

namespace Workflow.Activities.Items;

/// <summary>Days of a body: local in its zone, working days by its rule.</summary>
internal static class BodyDays
{
    public static DateOnly Today(this Body body, DateTimeOffset now) => new BodyClock(body.TimeZone).Day(now);

    public static DateOnly AddWorkingDays(this Body body, DateOnly day, int count) =>
        new WorkingCalendar(body.WorkingDays).Forward(day, count);

    /// <summary>UTC.</summary>
    public static DateTimeOffset EndOfDay(this Body body, DateOnly day) => new BodyClock(body.TimeZone).EndOfDay(day);
}
