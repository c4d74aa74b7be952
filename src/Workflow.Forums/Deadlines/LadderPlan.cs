using Workflow.Forums.Bodies;

namespace Workflow.Forums.Deadlines;

/// <summary>When each rung of a ladder is climbed.</summary>
public static class LadderPlan
{
    /// <summary>Rung n: the end of the local day of the n-th working day after the due day; negative n before it.</summary>
    public static IReadOnlyList<DueRung> For(IReadOnlyList<LadderStep> ladder, DateOnly dueDay, Body body)
    {
        var calendar = new WorkingCalendar(body.WorkingDays with { Counting = DayCounting.Steps });
        var clock = new BodyClock(body.TimeZone);
        return
        [
            .. ladder.OrderBy(step => step.WorkingDays).Select(step => new DueRung(step, clock.EndOfDay(
                step.WorkingDays < 0 ? calendar.Back(dueDay, -step.WorkingDays) : calendar.Forward(dueDay, step.WorkingDays)))),
        ];
    }
}

/// <param name="At">UTC.</param>
public sealed record DueRung(LadderStep Step, DateTimeOffset At);
