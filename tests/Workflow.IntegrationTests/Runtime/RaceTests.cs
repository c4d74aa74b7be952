using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>Two answers reach one instance at the same moment, from two hosts where there may be two.</summary>
public sealed class RaceTests(TestDatabases databases)
{
    private const int Cases = 1_000;
    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, EachDatabase]
    public async Task TwoAnswersAtOnce_AreBothDeliveredOnce_AThousandTimes(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var time = new FakeTimeProvider(RuntimeUnderTest.Start);
        await using var first = await CaseDesk.OpenAsync(database, time: time);
        await using var other = kind == DatabaseKind.Postgres ? await CaseDesk.OpenAsync(database, time: time) : null;
        var second = other ?? first;

        await Parallel.ForAsync(0, Cases, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var id = $"case-{number}";
            (await first.BeginAsync(id)).IsAccepted.ShouldBeTrue();
            var answers = await Task.WhenAll(
                Task.Run(() => first.SignalAsync($"{id}/a", id, "Go")), Task.Run(() => second.SignalAsync($"{id}/b", id, "Go")));
            answers.ShouldAllBe(answer => answer.IsAccepted);
        });
        await first.DeliverAsync();

        (await first.Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
        var waiting = await first.Process.Overview.WaitingAsync(CancellationToken.None);
        waiting.Count.ShouldBe(Cases);
        waiting.ShouldAllBe(instance => instance.Status == InstanceStatus.Waiting && instance.ActivityId == "wait");
        for (var number = 0; number < Cases; number++)
        {
            (await first.StepsAsync($"case-{number}")).ShouldBe(
                ["wait:Go", "note:Done", "wait:Go", "note:Done"], $"case-{number}");
        }
    }

    /// <summary>
    /// The answer holds the instance and is about to cancel the deadline. A sweep that took the deadline's row and then waited
    /// for the instance would wait for the answer, and the answer for the sweep, until PostgreSQL breaks one of them off.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeadlineThatComesDueDuringAnAnswer_WaitsForNobody_AndIsFoundAsTheAnswerLeftIt(bool cancels)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        var time = new FakeTimeProvider(RuntimeUnderTest.Start);
        using var probe = new HoldingProbe("answer");
        await using var answering = await CaseDesk.OpenAsync(database, probe: probe, time: time);
        await using var sweeping = await CaseDesk.OpenAsync(database, time: time);
        await answering.BeginAsync("a");
        await answering.BeginAsync("b");
        time.Advance(TimeSpan.FromHours(2));

        var answer = Task.Run(() => answering.ActAsync("answer a", async session =>
        {
            session.Raise("a", new Signal("Go"));
            if (cancels)
                await session.CancelDeadlinesAsync("a", "answered", CancellationToken.None);
            return "answered";
        }));
        await probe.Held.Task.WaitAsync(Patience);
        (await sweeping.SweepAsync().WaitAsync(Patience)).ShouldBe(1, "the other case's deadline");
        probe.Release();
        (await answer.WaitAsync(Patience)).IsAccepted.ShouldBeTrue();

        (await sweeping.SweepAsync()).ShouldBe(cancels ? 0 : 1);
        var deadline = (await sweeping.Process.Runtime.ReadAsync(
            (session, token) => session.DeadlinesOfAsync("a", token), CancellationToken.None)).ShouldHaveSingleItem();
        (deadline.CancelledAt is not null, deadline.FiredAt is not null, deadline.Failure).ShouldBe((cancels, !cancels, null));
        (await sweeping.StepsAsync("a")).ShouldBe(
            cancels ? ["wait:Go", "note:Done"] : ["wait:Go", "note:Done", "wait:DeadlineDue", "remind:Done"]);
    }

    /// <summary>Holds a transaction at its end, with everything it has locked.</summary>
    private sealed class HoldingProbe(string what) : ITransactionProbe, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.Set();

        public void BeforeCommit(string begun)
        {
            if (begun != what || !Held.TrySetResult())
                return;
            _released.Wait(Patience);
        }

        public void AfterCommit(string begun)
        {
        }

        public void Dispose() => _released.Dispose();
    }
}
