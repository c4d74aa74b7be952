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
        MeetingPlan.For(
            Council, new DateOnly(2026, 5, 27)).Select(deadline => (deadline.Kind, deadline.Day.ToString("O", null))).ShouldBe(
            [
                ("call", "2026-04-20"),
                ("submission", "2026-05-05"),
                ("agendaApproval", "2026-05-12"),
                ("dispatch", "2026-05-20"),
                ("material", "2026-05-21"),
                ("minutesDraft", "2026-06-01"),
                ("minutesConsultation", "2026-06-11"),
                ("minutesApproval", "2026-06-17"),
                ("publication", "2026-06-18"),
            ]);

    [Fact]
    public void For_ABodyThatApprovesItsMinutesAtTheMeeting_PlansNoConsultation() =>
        MeetingPlan.For(Council with { MinutesApprovedAt = MinutesApprovalWay.SameMeeting }, new DateOnly(2026, 5, 27))
            .Skip(5).Select(deadline => (deadline.Kind, deadline.Day.ToString("O", null))).ShouldBe(
            [("minutesDraft", "2026-06-01"), ("minutesApproval", "2026-06-01"), ("publication", "2026-06-02")]);

    [Fact]
    public void For_AnExtraordinaryMeeting_CountsByTheBodysShorterPlan()
    {
        var body = Council with
        {
            ExtraordinaryMeetings = new NoticeRules
            {
                Call = 5,
                Submission = 4,
                AgendaApproval = 3,
                Dispatch = 2,
                Material = 1
            }
        };

        MeetingPlan.For(body, new DateOnly(2026, 5, 27), extraordinary: true)
            .Select(deadline => (deadline.Kind, deadline.Day.ToString("O", null))).ShouldBe(
            [
                ("call", "2026-05-19"), ("submission", "2026-05-20"), ("agendaApproval", "2026-05-21"),
                ("dispatch", "2026-05-22"),
                ("material", "2026-05-26"), ("minutesDraft", "2026-06-01"), ("minutesConsultation", "2026-06-11"),
                ("minutesApproval", "2026-06-17"), ("publication", "2026-06-18"),
            ]);
    }

    /// <summary>Every row and column of the table that was drawn up with the rules: four steps back from the meeting.</summary>
    [Theory]
    [InlineData("2023-08-25", "2023-08-21", "2023-08-21", "2023-08-21")]
    [InlineData("2023-05-09", "2023-05-03", "2023-05-02", "2023-05-02")]
    [InlineData("2024-04-30", "2024-04-25", "2024-04-24", "2024-04-24")]
    [InlineData("2024-10-07", "2024-10-02", "2024-10-01", "2024-10-01")]
    [InlineData("2025-10-29", "2025-10-24", "2025-10-23", "2025-10-23")]
    [InlineData("2026-04-08", "2026-03-31", "2026-03-30", "2026-03-30")]
    [InlineData("2026-05-18", "2026-05-12", "2026-05-11", "2026-05-11")]
    [InlineData("2026-05-27", "2026-05-21", "2026-05-20", "2026-05-20")]
    [InlineData("2027-01-05", "2026-12-30", "2026-12-29", "2026-12-28")]
    public void For_TheDispatchOfAnAgenda_FallsOnTheDayTheBodysWorkingDaysGive(
        string meeting, string withSaturday, string toFriday, string closedDays)
    {
        string Dispatch(WorkingDayRule rule) =>
            MeetingPlan.For(Council with { WorkingDays = rule }, DateOnly.Parse(meeting, null))
                .Single(station => station.Kind == MeetingPlan.Dispatch).Day.ToString("O", null);

        Dispatch(new WorkingDayRule { Saturday = true }).ShouldBe(withSaturday);
        Dispatch(new WorkingDayRule()).ShouldBe(toFriday);
        Dispatch(new WorkingDayRule { Closed = ["06-05", "12-24", "12-31"] }).ShouldBe(closedDays);
    }

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

        var closed = Rule(Council with { WorkingDays = new WorkingDayRule { Closed = ["06-05", "12-24"] } });

        steps.ShouldBe("4 working days before the meeting (Monday to Friday, the day itself not counted)");
        closed.ShouldContain("closed 5/6, 24/12");
        new[] { steps, fullDays, saturday, closed }.ShouldBeUnique();
    }

    [Fact]
    public void For_AnyDate_KeepsTheOrderOfTheDeadlines() =>
        Gen.Int[0, 15_000].Select(days => new DateOnly(2010, 1, 1).AddDays(days)).Sample(date =>
        {
            var plan = MeetingPlan.For(Council, date);
            return plan.Zip(plan.Skip(1)).All(pair => pair.First.Due < pair.Second.Due)
                && plan.Take(5).All(deadline => deadline.Day < date) && plan.Skip(5).All(deadline => deadline.Day > date);
        });

    private static string Rule(Body body) =>
        MeetingPlan.For(body, new DateOnly(2026, 5, 27)).Single(deadline => deadline.Kind == MeetingPlan.Dispatch).Rule;
}
