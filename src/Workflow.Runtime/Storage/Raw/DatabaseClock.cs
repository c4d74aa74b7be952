namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// The database's clock, asked every few seconds and counted on by this host's steady counter in between, so that a burst
/// costs no question of its own. Whether a deadline is due is asked of the database itself, every time.
/// </summary>
internal sealed class DatabaseClock(TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    /// <summary>The steady counter stands still while a machine sleeps; its wall clock does not.</summary>
    private static readonly TimeSpan Slept = TimeSpan.FromSeconds(1);

    private volatile Sample? _last;

    public async ValueTask<DateTimeOffset> NowAsync(RawTransaction transaction, CancellationToken cancellationToken)
    {
        if (_last is { } last && IsFresh(last))
            return last.At + time.GetElapsedTime(last.Counter);
        var at = default(DateTimeOffset);
        await transaction.ReadAsync(
            [new RawQuery("select clock_timestamp()", [], reader => at = Instant.Read(reader, 0))], cancellationToken).ConfigureAwait(false);
        _last = new Sample(at, time.GetTimestamp(), time.GetUtcNow());
        return at;
    }

    private bool IsFresh(Sample sample)
    {
        var counted = time.GetElapsedTime(sample.Counter);
        return counted < AskAgain && (time.GetUtcNow() - sample.Wall - counted).Duration() < Slept;
    }

    private sealed record Sample(DateTimeOffset At, long Counter, DateTimeOffset Wall);
}
