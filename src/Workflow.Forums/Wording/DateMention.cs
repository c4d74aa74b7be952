namespace Workflow.Forums.Wording;

/// <summary>A date written in a text.</summary>
/// <param name="Index">Where it begins in the text.</param>
/// <param name="Year">Null where the text gives none.</param>
public sealed record DateMention(int Index, int Length, string Text, int? Year, int Month, int Day)
{
    /// <summary>The calendar has no such day, for example a 31 February.</summary>
    public bool IsImpossible =>
        Month is < 1 or > 12 || Day < 1 || Day > DateTime.DaysInMonth(Year is >= 1 and <= 9999 ? Year.Value : 2000, Month)
        || Year is < 1 or > 9999;

    /// <summary>
    /// The date, a missing year taken so that it lies nearest to <paramref name="near"/>; null where impossible.
    /// </summary>
    public DateOnly? Resolve(DateOnly? near)
    {
        if (IsImpossible) return null;
        if (Year is { } year) return new DateOnly(year, Month, Day);
        return near is { } day ? Nearest(day) : null;
    }

    private DateOnly? Nearest(DateOnly near) => Enumerable.Range(near.Year - 1, 3)
        .Where(year => year is >= 1 and <= 9999 && Day <= DateTime.DaysInMonth(year, Month))
        .Select(year => (DateOnly?)new DateOnly(year, Month, Day))
        .MinBy(date => Math.Abs(date!.Value.DayNumber - near.DayNumber));
}
