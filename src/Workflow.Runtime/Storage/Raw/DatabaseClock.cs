using System.Diagnostics;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// The database's clock, asked every few seconds and counted on by this host's steady counter in between, so that a burst
/// costs no question of its own. Whether a deadline is due is asked of the database itself, every time.
/// </summary>
/// <param name="askAgain">How long this host counts on by itself; zero for not at all.</param>
internal sealed class DatabaseClock(TimeSpan askAgain)
{
    /// <summary>The steady counter stands still while a machine sleeps; its wall clock does not.</summary>
    private static readonly TimeSpan Slept = TimeSpan.FromSeconds(1);

    private volatile Sample? _last;

    public async ValueTask<DateTimeOffset> NowAsync(RawTransaction transaction, CancellationToken cancellationToken)
    {
        if (_last is { } last && last.IsFresh(askAgain))
            return last.Now();
        var at = default(DateTimeOffset);
        await transaction.ReadAsync(
            [new RawQuery("select clock_timestamp()", [], reader => at = Instant.Read(reader, 0))],
            cancellationToken).ConfigureAwait(false);
        _last = new Sample(at, Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        return at;
    }

    private sealed record Sample(DateTimeOffset At, long Counter, DateTimeOffset Wall)
    {
        public DateTimeOffset Now() => At + Stopwatch.GetElapsedTime(Counter);

        public bool IsFresh(TimeSpan askAgain)
        {
            var counted = Stopwatch.GetElapsedTime(Counter);
            return counted < askAgain && (TimeProvider.System.GetUtcNow() - Wall - counted).Duration() < Slept;
        }
    }
}
