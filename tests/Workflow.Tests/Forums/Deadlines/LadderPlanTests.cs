using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Xunit;

namespace Workflow.Tests.Forums.Deadlines;

public sealed class LadderPlanTests
{
    private static readonly Body Council = new() { Id = "council", Name = "Rådet", Kind = "council" };

    [Fact]
    public void For_TheDefaultLadder_ClimbsInWorkingDaysAtTheEndOfTheDay() =>
        // Due on the Thursday before Whit Monday, 25 May 2026.
        LadderPlan.For(Body.DefaultLadder, new DateOnly(2026, 5, 21), Council)
            .Select(rung => (rung.Step.Rung, rung.At.ToString("u", null)))
            .ShouldBe(
            [
                ("reminder", "2026-05-19 21:59:59Z"),
                ("due", "2026-05-21 21:59:59Z"),
                ("overdue", "2026-05-22 21:59:59Z"),
                ("deputy", "2026-05-26 21:59:59Z"),
                ("secretariat", "2026-05-28 21:59:59Z"),
            ]);

    [Theory]
    [InlineData("2026-03-27", "2026-03-25 22:59:59Z", "2026-03-27 22:59:59Z", "2026-03-30 21:59:59Z", "2026-03-31 21:59:59Z",
        "2026-04-07 21:59:59Z")]
    [InlineData("2026-10-23", "2026-10-21 21:59:59Z", "2026-10-23 21:59:59Z", "2026-10-26 22:59:59Z", "2026-10-27 22:59:59Z",
        "2026-10-29 22:59:59Z")]
    public void For_ADueDayBeforeAClockChange_EndsEveryRungAtItsOwnLocalMidnight(string due, params string[] rungs) =>
        LadderPlan.For(
            Body.DefaultLadder, DateOnly.Parse(due, null), Council).Select(rung => rung.At.ToString("u", null)).ShouldBe(rungs);

    [Fact]
    public void For_AnotherLadder_GivesOtherDays() =>
        LadderPlan.For([new LadderStep("pull", 3, "secretariat", RungEffect.Pull)], new DateOnly(2026, 5, 21), Council)
            .ShouldHaveSingleItem().At.ShouldBe(new DateTimeOffset(2026, 5, 27, 21, 59, 59, TimeSpan.Zero));

    [Fact]
    public void For_StepsInAnyOrder_AreClimbedInTime() =>
        LadderPlan.For([.. Body.DefaultLadder.Reverse()], new DateOnly(2026, 5, 21), Council)
            .Select(rung => rung.At).ShouldBeInOrder();

    [Fact]
    public void For_ABodyThatCountsFullDays_CountsItsLadderInSteps() =>
        LadderPlan.For(
                Body.DefaultLadder, new DateOnly(2026, 5, 21),
                Council with { WorkingDays = new WorkingDayRule { Counting = DayCounting.FullDays } })
            .ShouldBe(LadderPlan.For(Body.DefaultLadder, new DateOnly(2026, 5, 21), Council));
}
