using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Workflow.Runtime;

/// <summary>
/// What is measured, for whoever listens; nobody does by default, and then it costs next to nothing. Tags are names from the
/// program and from lifecycles, never an id, a person or a text.
/// </summary>
internal static class Telemetry
{
    private static readonly ActivitySource Spans = new(RuntimeTelemetry.Name);
    private static readonly Meter Meter = new(RuntimeTelemetry.Name);

    private static readonly Counter<long> Signals =
        Meter.CreateCounter<long>("workflow.signals.delivered", "{signal}", "Signals that were delivered to their instance.");

    private static readonly Counter<long> Fired =
        Meter.CreateCounter<long>("workflow.deadlines.fired", "{deadline}", "Deadlines that fired.");

    private static readonly Counter<long> Late =
        Meter.CreateCounter<long>(
            "workflow.deadlines.late", "{deadline}", "Deadlines that fired late, after an outage for instance.");

    private static readonly Counter<long> Failed =
        Meter.CreateCounter<long>("workflow.deadlines.failed", "{deadline}", "Tries to fire a deadline that failed.");

    private static readonly Counter<long> Retried =
        Meter.CreateCounter<long>("workflow.transactions.retried", "{transaction}",
            "Transactions that the database broke off and that were run again.");

    private static readonly Counter<long> Letters =
        Meter.CreateCounter<long>("workflow.letters.settled", "{letter}", "Tries to send a letter, by what became of it.");

    private static readonly Histogram<double> Lateness =
        Meter.CreateHistogram<double>("workflow.deadlines.lateness", "s", "From when a deadline was due to when it fired.");

    private static readonly Histogram<double> Bursts =
        Meter.CreateHistogram<double>(
            "workflow.bursts.duration", "s", "From a signal to the next wait of its instance, without the commit.");

    public static void SignalDelivered(string signal) => Signals.Add(1, new KeyValuePair<string, object?>("signal", signal));

    /// <param name="lateness">From due to fired.</param>
    /// <param name="isLate">Late by the options' measure.</param>
    public static void DeadlineFired(string kind, TimeSpan lateness, bool isLate)
    {
        var tag = new KeyValuePair<string, object?>("kind", kind);
        Fired.Add(1, tag);
        Lateness.Record(Math.Max(0, lateness.TotalSeconds), tag);
        if (isLate)
            Late.Add(1, tag);
    }

    public static void DeadlineFailed(string kind) => Failed.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void TransactionRetried(string what) => Retried.Add(1, new KeyValuePair<string, object?>("transaction", what));

    public static void LetterSettled(LetterStatus status) =>
        Letters.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));

    /// <summary>A span around a transaction with all its tries; null where nobody listens.</summary>
    public static Activity? Transaction(string what) => Spans.HasListeners() ? Spans.StartActivity("transaction " + what) : null;

    /// <summary>Measures a burst until it is disposed of.</summary>
    public static BurstMeasure Burst(string definitionId, string signal) => new(definitionId, signal, Stopwatch.GetTimestamp());

    internal readonly struct BurstMeasure(string definitionId, string signal, long began) : IDisposable
    {
        private readonly Activity? _span = Spans.HasListeners() ? Spans.StartActivity("burst " + definitionId) : null;

        public void Dispose()
        {
            Bursts.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("definition", definitionId));
            _span?.SetTag("signal", signal).Dispose();
        }
    }
}

/// <summary>
/// What a transaction did; published only once it is committed, so that a try that was broken off counts for nothing.
/// </summary>
internal sealed class TransactionMeasures
{
    private List<string>? _signals;
    private List<(string Kind, TimeSpan Lateness, bool IsLate)>? _deadlines;

    public void Signal(string name) => (_signals ??= []).Add(name);

    public void Deadline(string kind, TimeSpan lateness, bool isLate) => (_deadlines ??= []).Add((kind, lateness, isLate));

    public void Publish()
    {
        foreach (var name in _signals ?? [])
            Telemetry.SignalDelivered(name);
        foreach (var (kind, lateness, isLate) in _deadlines ?? [])
            Telemetry.DeadlineFired(kind, lateness, isLate);
    }
}

/// <summary>Under which name spans and measurements are published.</summary>
public static class RuntimeTelemetry
{
    public const string Name = "Workflow.Runtime";
}
