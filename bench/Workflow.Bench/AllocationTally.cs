using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Workflow.Bench;

/// <summary>What is allocated, by type: the runtime tells of one object in a hundred kilobytes.</summary>
internal sealed class AllocationTally : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Collector = (EventKeywords)1;

    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.Ordinal);

    /// <summary>The types most is allocated of, each with its share.</summary>
    public IReadOnlyList<string[]> Top(int count)
    {
        var all = (double)_bytes.Values.Sum();
        return [.. _bytes.OrderByDescending(type => type.Value).Take(count)
            .Select(type => new[] { type.Key, BenchOutput.Say(type.Value / all, "0.0 %") })];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
            EnableEvents(eventSource, EventLevel.Verbose, Collector);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) != true)
            return;
        var names = eventData.PayloadNames!;
        var type = (string)eventData.Payload![names.IndexOf("TypeName")]!;
        var amount = Convert.ToInt64(
            eventData.Payload[names.IndexOf("AllocationAmount64")], System.Globalization.CultureInfo.InvariantCulture);
        _bytes.AddOrUpdate(type, amount, (_, before) => before + amount);
    }
}
