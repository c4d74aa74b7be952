using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using Shouldly;
using Workflow.Forums.Deadlines;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class TelemetryTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task ADeadlineThatFiresLate_IsMeasured_AndItsBurstTraced(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind);
        var id = await world.PlanAsync(MeetingWorld.May);
        var call = (await world.MeetingAsync(id)).Plan.Single(station => station.Kind == MeetingPlan.Call);
        world.Process.Time.SetUtcNow(call.Due + TimeSpan.FromHours(1));
        using var heard = new Listening();

        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);
        await world.Outbox().DrainAsync(CancellationToken.None);

        heard.Sum("workflow.deadlines.fired", "kind", "meeting").ShouldBe(1);
        heard.Sum("workflow.deadlines.late", "kind", "meeting").ShouldBe(1);
        heard.Sum("workflow.deadlines.lateness", "kind", "meeting").ShouldBe(3600);
        heard.Sum("workflow.letters.settled", "status", "Sent").ShouldBe(world.Transport.Sent.Count);
        heard.Numbers.ShouldContain(number => number.Name == "workflow.bursts.duration");
        heard.Spans.ShouldContain("burst meeting");
        heard.Spans.ShouldContain("transaction deadline");
    }

    [Theory, EachDatabase]
    public async Task ASignal_IsCountedByItsName(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind);
        using var heard = new Listening();

        await world.PlanAsync(MeetingWorld.May);

        heard.Sum("workflow.signals.delivered").ShouldBe(1);
        heard.Sum("workflow.signals.delivered", "signal", SignalNames.Start).ShouldBe(1);
    }

    /// <summary>The first try counts for nothing: it was never committed.</summary>
    [Theory, EachDatabase]
    public async Task ATransactionThatIsBrokenOff_IsCountedAsRetriedAndItsWorkOnce(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind, probe: new BreakingProbe("planMeeting"));
        using var heard = new Listening();

        await world.PlanAsync(MeetingWorld.May);

        heard.Sum("workflow.transactions.retried", "transaction", "planMeeting").ShouldBe(1);
        heard.Sum("workflow.signals.delivered").ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task Tags_AreNamesOfTheProgram_NeverAnId(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind);
        using var heard = new Listening();

        var id = await MeetingTests.DispatchedAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);

        heard.Numbers.ShouldNotBeEmpty();
        var said = heard.Numbers.SelectMany(number => number.Tags.Select(tag => $"{tag.Value}")).Concat(heard.Spans).ToList();
        said.ShouldAllBe(
            value => !value.Contains(id) && !value.Contains("benches") && !value.Contains("council") && !value.Contains("Ida"));
    }

    [Theory, EachDatabase]
    public async Task Gauges_TellWhatIsDueFaultedAndPending(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind);
        await MeetingTests.InApprovalAsync(world);
        var due = (await world.Process.Overview.OpenDeadlinesAsync(CancellationToken.None))[0].Due;
        world.Process.Time.SetUtcNow(due + TimeSpan.FromMinutes(2));
        using var heard = new Listening();

        await world.Process.Get<RuntimeGauges>().RefreshAsync(CancellationToken.None);
        heard.Observe();

        heard.Sum("workflow.deadlines.due").ShouldBe(1);
        heard.Sum("workflow.deadlines.oldest_due_age").ShouldBe(120);
        heard.Sum("workflow.instances.faulted").ShouldBe(0);
        heard.Sum("workflow.letters.pending").ShouldBeGreaterThan(0);
    }

    /// <summary>Breaks the first commit off as the database would.</summary>
    private sealed class BreakingProbe(string transaction) : ITransactionProbe
    {
        private bool _broken;

        public void BeforeCommit(string what)
        {
            if (_broken || what != transaction)
                return;
            _broken = true;
            throw new NpgsqlException("The connection was lost.", new TimeoutException());
        }

        public void AfterCommit(string what)
        {
        }
    }

    /// <summary>Hears what this test causes; tests beside it measure too, so what they cause is told apart by the flow.</summary>
    private sealed class Listening : IDisposable
    {
        private static readonly AsyncLocal<Listening?> Current = new();

        private readonly MeterListener _meters = new();
        private readonly ActivityListener _spans;

        public Listening()
        {
            Current.Value = this;
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RuntimeTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
            _meters.Start();
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == RuntimeTelemetry.Name,
                Sample = (ref _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    if (Current.Value == this)
                        Spans.Enqueue(span.DisplayName);
                },
            };
            ActivitySource.AddActivityListener(_spans);
        }

        public ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> Numbers { get; } = new();

        public ConcurrentQueue<string> Spans { get; } = new();

        public void Observe() => _meters.RecordObservableInstruments();

        public double Sum(string name, string? tag = null, string? value = null) => Numbers
            .Where(number => number.Name == name
                && (tag is null || number.Tags.Contains(new KeyValuePair<string, object?>(tag, value))))
            .Sum(number => number.Value);

        public void Dispose()
        {
            _meters.Dispose();
            _spans.Dispose();
            Current.Value = null;
        }

        private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Current.Value == this)
                Numbers.Enqueue((instrument.Name, value, tags.ToArray()));
        }
    }
}
