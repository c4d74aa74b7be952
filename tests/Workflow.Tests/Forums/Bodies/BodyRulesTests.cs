using Shouldly;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Xunit;

namespace Workflow.Tests.Forums.Bodies;

public sealed class BodyRulesTests
{
    private static readonly DateOnly July = new(2026, 7, 1);
    private static readonly DateOnly NewYear = new(2027, 1, 1);

    private static readonly Body Council = new()
    {
        Id = "council",
        Name = "Rådet",
        Kind = "council",
        SilenceRule = "Silence is consent.",
        Rules =
        [
            new RuleChange { From = NewYear, AgendaApproval = ApprovalRule.All },
            new RuleChange { From = July, Meetings = new MeetingRules { Dispatch = 6 } },
        ],
    };

    [Theory]
    [InlineData("2026-06-30", 4, ApprovalRule.AnyOne, null)]
    [InlineData("2026-07-01", 6, ApprovalRule.AnyOne, "2026-07-01")]
    [InlineData("2027-01-01", 6, ApprovalRule.All, "2027-01-01")]
    public void On_ADay_GivesWhatCountsThenAndKeepsWhatNoVersionNames(
        string day, int dispatch, ApprovalRule approval, string? from)
    {
        var body = Council.On(DateOnly.Parse(day, null));

        (body.Meetings.Dispatch, body.AgendaApproval, body.SilenceRule).ShouldBe((dispatch, approval, "Silence is consent."));
        body.RulesFrom().ShouldBe(from is null ? null : DateOnly.Parse(from, null));
    }

    [Fact]
    public void Under_ARememberedVersion_LeavesLaterOnesOut() =>
        (Council.Under(July).Meetings.Dispatch, Council.Under(July).AgendaApproval).ShouldBe((6, ApprovalRule.AnyOne));

    [Fact]
    public void Under_AVersionThatIsGone_SaysWhichIsMissing() =>
        Should.Throw<UnknownRulesException>(() => Council.Under(new DateOnly(2026, 5, 1))).Message.ShouldContain("2026-05-01");

    [Fact]
    public void Under_NoVersion_IsTheBodyAsItBegan() => Council.Under(null).ShouldBe(Council);

    [Fact]
    public void Move_AcrossTheDayOfAChange_KeepsTheRulesOfTheMeeting()
    {
        var now = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var june = new DateOnly(2026, 6, 17);
        var planned = MeetingTransitions.Plan(
            new Meeting { Id = "m", BodyId = "council", Date = june, Time = new TimeOnly(14, 0) }, Council.On(june), now).Value;

        var moved = MeetingTransitions.Move(
            planned, Council.Under(planned.RulesFrom), new DateOnly(2026, 9, 16), new TimeOnly(14, 0), null,
            "Summer.", now).Value;

        moved.RulesFrom.ShouldBeNull();
        moved.Plan.Single(station => station.Kind == MeetingPlan.Dispatch).Day.ShouldBe(new DateOnly(2026, 9, 10));
        MeetingTransitions.Plan(
            planned with { Date = new DateOnly(2026, 9, 16) }, Council.On(new DateOnly(2026, 9, 16)), now).Value
            .Plan.Single(station => station.Kind == MeetingPlan.Dispatch).Day.ShouldBe(new DateOnly(2026, 9, 8));
    }
}
