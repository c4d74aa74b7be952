namespace Workflow.Host.Serve;

/// <summary>
/// How long a loop waits while its database is away: a second, doubled with each failure up to half a minute, and jittered by
/// a quarter, so that hosts that lost it together do not come back together.
/// </summary>
internal sealed class OutageBackOff(Random jitter)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private const double Share = 0.25;
    private const int MostDoublings = 5;

    private int _failures;

    public void Succeeded() => _failures = 0;

    public TimeSpan Failed()
    {
        var steady = First * Math.Pow(2, Math.Min(_failures++, MostDoublings));
        var pause = steady < Longest ? steady : Longest;
        return pause * (1 - Share + (jitter.NextDouble() * 2 * Share));
    }
}
