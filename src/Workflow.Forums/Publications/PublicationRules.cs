namespace Workflow.Forums.Publications;

/// <summary>How long a page is tried to be written: about two hours, then a person looks at it.</summary>
public static class PublicationRules
{
    public const int MostAttempts = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <param name="now">UTC.</param>
    public static bool IsDue(Publication page, DateTimeOffset now) =>
        page.WrittenAt is null && page.GivenUpAt is null && (page.NextTry is not { } next || next <= now);

    /// <summary>Decided on, and not to be seen before its time.</summary>
    /// <param name="now">UTC.</param>
    public static bool IsHeld(Publication page, DateTimeOffset now) =>
        page is { WrittenAt: null, Attempts: 0 } && page.NextTry > now;

    /// <summary>The pause doubles with each try.</summary>
    /// <param name="cause">As the system said it.</param>
    public static Publication Failed(Publication page, string cause, DateTimeOffset now)
    {
        var attempts = page.Attempts + 1;
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts, MostAttempts) - 1);
        var isLast = attempts >= MostAttempts;
        return page with
        {
            Attempts = attempts,
            Failure = cause,
            NextTry = isLast ? null : now + (pause < LongestPause ? pause : LongestPause),
            GivenUpAt = isLast ? now : null,
        };
    }

    /// <summary>The cause is mended: from the beginning. What failed last stays to be read until it is written.</summary>
    public static Publication TryAgain(Publication page) => page with { Attempts = 0, NextTry = null, GivenUpAt = null };

    public static Publication Written(Publication page, DateTimeOffset now) =>
        page with { WrittenAt = now, Failure = null, NextTry = null, GivenUpAt = null };
}
