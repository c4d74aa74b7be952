using Microsoft.Extensions.Logging;
using Workflow.Runtime.Instances;

namespace Workflow.Runtime;

/// <summary>
/// Instances that this host cannot run: they began under a version or under rules it does not know, as happens while hosts are
/// restarted one by one. That is the host's lack, not the case's: a host that knows them runs them. Kept in memory, because it is
/// true of this process alone.
/// </summary>
public sealed class LeftToOthers
{
    /// <summary>Doublings of the first pause: with the default a row comes back after about a minute at the latest.</summary>
    private const int MostDoublings = 6;

    /// <summary>What failed here so long ago was taken by another host, or has moved on.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly RuntimeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LeftToOthers> _log;
    private readonly Dictionary<string, Left> _left = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    internal LeftToOthers(RuntimeOptions options, TimeProvider time, ILogger<LeftToOthers> log) =>
        (_options, _time, _log) = (options, time, log);

    /// <summary>What this host leaves to others now: instance ids, and why.</summary>
    public IReadOnlyDictionary<string, string> Now
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return _left.ToDictionary(left => left.Key, left => left.Value.Why, StringComparer.Ordinal);
            }
        }
    }

    /// <returns>
    /// For how long the row is put off without counting the try, for an outage passes and another host may know more; null where
    /// the failure is the case's own, or nobody has taken it for as long as there is patience.
    /// </returns>
    internal TimeSpan? PutOff(string instanceId, Exception exception)
    {
        if (Failures.IsOutage(exception))
            return BackOff.After(_options, 1);
        if (!Failures.IsOfThisHost(exception) || Leave(instanceId, exception) is not { } pause)
            return null;
        _log.LeftToOthers(instanceId, exception.GetType().Name);
        return pause;
    }

    private TimeSpan? Leave(string instanceId, Exception exception)
    {
        lock (_lock)
        {
            Forget();
            var now = _time.GetTimestamp();
            var left = _left.GetValueOrDefault(instanceId) ?? new Left(now, now, 0, "");
            if (_time.GetElapsedTime(left.First) >= _options.LeaveToOthers)
            {
                _left.Remove(instanceId);
                return null;
            }

            _left[instanceId] = left = left with { Last = now, Tries = left.Tries + 1, Why = exception.Message };
            return BackOff.After(_options, Math.Min(left.Tries, MostDoublings));
        }
    }

    private void Forget()
    {
        foreach (var (id, _) in _left.Where(left => _time.GetElapsedTime(left.Value.Last) > Forgotten).ToList())
            _left.Remove(id);
    }

    /// <param name="First">Time stamp, as <paramref name="Last"/>.</param>
    private sealed record Left(long First, long Last, int Tries, string Why);
}
