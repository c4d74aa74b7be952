namespace Workflow.Forums.Deadlines;

/// <summary>
/// Public holidays in Denmark, computed from Easter. Great Prayer Day (the fourth Friday after Easter) was abolished by
/// law from 2024. 5 June, 24 and 31 December are no public holidays: a body's own rule says whether its office closes.
/// </summary>
public static class DanishHolidays
{
    private const int LastYearOfGreatPrayerDay = 2023;

    private static readonly int[] FromEaster = [-3, -2, 0, 1, 39, 49, 50];

    public static bool IsHoliday(DateOnly day)
    {
        if (day is { Month: 1, Day: 1 } or { Month: 12, Day: 25 or 26 })
            return true;
        var fromEaster = day.DayNumber - Easter(day.Year).DayNumber;
        return FromEaster.Contains(fromEaster) || (fromEaster == 26 && day.Year <= LastYearOfGreatPrayerDay);
    }

    /// <summary>Easter Sunday in the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.</summary>
    public static DateOnly Easter(int year)
    {
        var (century, ofCentury) = Math.DivRem(year, 100);
        var golden = year % 19;
        var (quarter, rest) = Math.DivRem(century, 4);
        var moon = ((19 * golden) + century - quarter - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var (leaps, left) = Math.DivRem(ofCentury, 4);
        var weekday = (32 + (2 * rest) + (2 * leaps) - moon - left) % 7;
        var late = (golden + (11 * moon) + (22 * weekday)) / 451;
        var (month, day) = Math.DivRem(moon + weekday - (7 * late) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
