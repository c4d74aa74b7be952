using CsCheck;
using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Xunit;

namespace Workflow.Tests.Forums.Deadlines;

public sealed class MeetingPlanTests
{
    private static readonly Body Council = new() { Id = "council", Name = "Rådet", Kind = "council" };

    [Fact]
    public void For_AMeeting_CountsEachDeadlineFromItsDate() =>
        MeetingPlan.For(Council, new DateOnly(2026, 5, 27)).Select(deadline => (deadline.Kind, deadline.Day.ToString("O", null))).ShouldBe(
        [
            ("call", "2026-04-20"),
            ("submission", "2026-05-05"),
            ("agendaApproval", "2026-05-12"),
            ("dispatch", "2026-05-20"),
            ("material", "2026-05-21"),
            ("minutesDraft", "2026-06-01"),
        ]);

    [Fact]
    public void For_ADeadline_EndsWithTheLocalDay() =>
        MeetingPlan.For(Council, new DateOnly(2026, 5, 27)).Single(deadline => deadline.Kind == MeetingPlan.Dispatch)
            .Due.ShouldBe(new DateTimeOffset(2026, 5, 20, 21, 59, 59, TimeSpan.Zero));

    [Fact]
    public void For_ADeadline_PrintsTheRuleItWasCountedBy()
    {
        var steps = Rule(Council);
        var fullDays = Rule(Council with { WorkingDays = new WorkingDayRule { Counting = DayCounting.FullDays } });
        var saturday = Rule(Council with { WorkingDays = new WorkingDayRule { Saturday = true } });

        steps.ShouldContain("4");
        new[] { steps, fullDays, saturday }.ShouldBeUnique();
    }

    [Fact]
    public void For_AnyDate_KeepsTheOrderOfTheDeadlines() =>
        Gen.Int[0, 15_000].Select(days => new DateOnly(2010, 1, 1).AddDays(days)).Sample(date =>
        {
            var plan = MeetingPlan.For(Council, date);
            return plan.Zip(plan.Skip(1)).All(pair => pair.First.Due < pair.Second.Due)
                && plan.Where(deadline => deadline.Kind != MeetingPlan.MinutesDraft).All(deadline => deadline.Day < date);
        });

    private static string Rule(Body body) =>
        MeetingPlan.For(body, new DateOnly(2026, 5, 27)).Single(deadline => deadline.Kind == MeetingPlan.Dispatch).Rule;
}
