namespace Workflow.Documents.Printing;

/// <summary>Instants as a body's readers see them.</summary>
internal static class LocalTime
{
    public static DateTime Of(DateTimeOffset instant, string timeZone) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).DateTime;

    /// <summary>The local day and clock time of a deadline; no time where it is the end of the day.</summary>
    public static (DateOnly Day, TimeOnly? Time) Deadline(DateTimeOffset instant, string timeZone)
    {
        var local = Of(instant, timeZone);
        if (local.TimeOfDay == TimeSpan.Zero)
            return (DateOnly.FromDateTime(local).AddDays(-1), null); // midnight ends the day before: "00:00" would mislead

        var lastMinute = local is { Hour: 23, Minute: 59 };
        return (DateOnly.FromDateTime(local), lastMinute ? null : TimeOnly.FromDateTime(local));
    }
}
