namespace Workflow.Forums.Deadlines;

/// <summary>
/// Whoever comes in the last minute of a day is never late: neither the way here nor a try that was broken off may cost them the
/// answer. Whatever takes something away where nobody came (a consultation's close, the end of submissions, a rung that passes
/// by silence or pulls) waits so much longer than the moment that was named.
/// </summary>
public static class LastMinute
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
}
