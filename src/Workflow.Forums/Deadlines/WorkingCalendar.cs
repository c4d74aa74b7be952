using System.Globalization;
using Workflow.Forums.Bodies;

namespace Workflow.Forums.Deadlines;

/// <summary>Counts working days by a body's rule.</summary>
public sealed class WorkingCalendar(WorkingDayRule rule)
{
    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek != DayOfWeek.Sunday
        && (rule.Saturday || day.DayOfWeek != DayOfWeek.Saturday)
        && !DanishHolidays.IsHoliday(day)
        && !rule.Closed.Contains(day.ToString("MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>
    /// The n-th working day before the day, the day itself not counted; by <see cref="DayCounting.FullDays"/> one more, so
    /// that n whole days lie between.
    /// </summary>
    public DateOnly Back(DateOnly day, int n) => Step(day, -(rule.Counting == DayCounting.FullDays && n > 0 ? n + 1 : n));

    /// <summary>The n-th working day after the day, the day itself not counted; 0 is the day itself.</summary>
    public DateOnly Forward(DateOnly day, int n) => Step(day, n);

    /// <summary>How many working days lie after the first day, up to and with the second; 0 where it is not later.</summary>
    public int Between(DateOnly after, DateOnly upTo)
    {
        var count = 0;
        for (var day = after.AddDays(1); day <= upTo; day = day.AddDays(1))
            count += IsWorkingDay(day) ? 1 : 0;
        return count;
    }

    private DateOnly Step(DateOnly day, int steps)
    {
        var direction = Math.Sign(steps);
        for (var left = Math.Abs(steps); left > 0;)
        {
            day = day.AddDays(direction);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }
}
