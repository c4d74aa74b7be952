using Microsoft.Extensions.Time.Testing;
using Shouldly;
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
}
