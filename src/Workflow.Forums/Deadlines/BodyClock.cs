namespace Workflow.Forums.Deadlines;

/// <summary>
/// Local time of a body's zone. A time in the hour that the clock change leaves out means the moment at which a clock that
/// nobody has put forward shows it: 02:30 on the last Sunday of March is 03:30 summer time. A time in the hour that comes twice
/// means the first, but for the end of something (<c>ends</c>) the second: nobody is late by an ambiguity.
/// </summary>
public sealed class BodyClock(string zoneId)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);

    /// <summary>The last second of the local day (UTC), so that it is printed with that day and not with the next.</summary>
    public DateTimeOffset EndOfDay(DateOnly day) => Utc(day.AddDays(1), TimeOnly.MinValue).AddSeconds(-1);

    /// <param name="ends">Whether something ends then, such as a deadline with a clock time.</param>
    public DateTimeOffset Utc(DateOnly day, TimeOnly time, bool ends = false)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (_zone.IsInvalidTime(local))
            local += Gap(local);
        if (!_zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
        var offsets = _zone.GetAmbiguousTimeOffsets(local);
        return new DateTimeOffset(local, ends ? offsets.Min() : offsets.Max()).ToUniversalTime();
    }

    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    private TimeSpan Gap(DateTime local) => _zone.GetUtcOffset(local.AddDays(1)) - _zone.GetUtcOffset(local.AddDays(-1));
}
