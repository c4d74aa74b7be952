namespace Workflow.Runtime;

internal static class BackOff
{
    /// <summary>
    /// Doubles with each attempt up to an hour, with a fifth of jitter so that failures do not come back in step.
    /// </summary>
    public static TimeSpan After(RuntimeOptions options, int attempts)
    {
        var seconds = Math.Min(options.FirstBackOff.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20) - 1), 3_600);
        return TimeSpan.FromSeconds(seconds * (0.9 + (options.Jitter.NextDouble() * 0.2)));
    }
}
