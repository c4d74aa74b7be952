using Shouldly;
using Workflow.Activities.Items;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>The day that was named is not over at its last second: who comes within the minute after it is in time.</summary>
public sealed class LastMinuteTests(TestDatabases databases)
{
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(DatabaseKind.Sqlite, RungEffect.PassBySilence)]
    [InlineData(DatabaseKind.Sqlite, RungEffect.Pull)]
    [InlineData(DatabaseKind.Postgres, RungEffect.PassBySilence)]
    [InlineData(DatabaseKind.Postgres, RungEffect.Pull)]
    public async Task No_InTheLastMinuteBeforeSilenceCounts_IsANo(DatabaseKind kind, RungEffect effect)
    {
        await using var world = await OpenAsync(databases, kind, body => body with
        {
            Ladder = [new LadderStep("end", 1, "secretariat", effect)],
        });
        var approval = await world.PendingApprovalAsync(await MeetingTests.InApprovalAsync(world));
        await world.Outbox().DrainAsync(CancellationToken.None);
        var end = LadderPlan.For(approval.Ladder, approval.DueDay, Council).ShouldHaveSingleItem().At;

        await world.AdvanceToAsync(end + HalfAMinute);

        Accept(await world.AnswerAsync(approval, MeetingWorld.Chair, "Item 1 is not ready.")).State.ShouldBe(
            ApprovalState.Rejected);
    }

    [Theory, EachDatabase]
    public async Task Silence_AfterTheLastMinute_Counts(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, body => body with
        {
            Ladder = [new LadderStep("end", 1, "secretariat", RungEffect.PassBySilence)],
        });
        var approval = await world.PendingApprovalAsync(await MeetingTests.InApprovalAsync(world));
        await world.Outbox().DrainAsync(CancellationToken.None);
        var end = LadderPlan.For(approval.Ladder, approval.DueDay, Council).ShouldHaveSingleItem().At;

        await world.AdvanceToAsync(end + LastMinute.Grace);

        (await world.ApprovalAsync(approval.Id)).State.ShouldBe(ApprovalState.PassedBySilence);
    }

    [Theory, EachDatabase]
    public async Task Item_HandedInInTheLastMinuteOfSubmissions_IsTakenAndStandsOnTheAgenda(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        var submission = (await world.MeetingAsync(id)).Plan.Single(station => station.Kind == MeetingPlan.Submission);

        await world.AdvanceToAsync(submission.Due + HalfAMinute);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Called);
        await world.SubmitAsync("benches", "Benches", May);

        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.OnAgenda);
        await world.AdvanceToAsync(submission.Due + LastMinute.Grace);
        (await world.PendingApprovalAsync(id)).Content.ShouldContain(part => part.Key.Contains("benches"));
        var plan = BackwardPlan.Of(await world.MeetingAsync(id), Council, world.Process.Time.GetUtcNow());
        plan.Stations.Single(station => station.Planned.Kind == MeetingPlan.Submission).ShouldSatisfyAllConditions(
            station => station.State.ShouldBe(StationState.Done), station => station.WorkingDaysLate.ShouldBe(0),
            station => station.Text.ShouldContain($"{submission.Day:yyyy-MM-dd}"));
    }

    [Theory, EachDatabase]
    public async Task Item_HandedInAfterTheLastMinute_NeedsTheChair(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        var submission = (await world.MeetingAsync(id)).Plan.Single(station => station.Kind == MeetingPlan.Submission);
        Accept(await world.Items.DraftAsync(
            new DraftItem("late", "council", "Late") { MeetingDate = May }, Clerk, world.NextCommand, CancellationToken.None));

        await world.AdvanceToAsync(submission.Due + LastMinute.Grace);

        (await world.Items.SubmitAsync(new SubmitItem("late"), Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("late-not-allowed");
    }
}
