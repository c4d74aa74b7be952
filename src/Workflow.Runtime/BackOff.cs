namespace Workflow.Runtime;

internal static class BackOff
{
    /// <summary>Doubles with each attempt up to an hour, with a fifth of jitter so that failures do not come back in step.</summary>
    public static TimeSpan After(TimeSpan first, int attempts)
    {
        var seconds = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20) - 1), 3_600);
        return TimeSpan.FromSeconds(seconds * (0.9 + (Random.Shared.NextDouble() * 0.2)));
    }
}
