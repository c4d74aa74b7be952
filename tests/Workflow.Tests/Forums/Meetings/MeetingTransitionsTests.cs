using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Xunit;

namespace Workflow.Tests.Forums.Meetings;

public sealed class MeetingTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 8, 0, 0, TimeSpan.Zero);

    private static readonly Body Council = new()
    {
        Id = "council",
        Name = "Rådet",
        Kind = "council",
        ValidFrom = new DateOnly(2026, 1, 1),
        ValidTo = new DateOnly(2026, 12, 31),
    };

    [Fact]
    public void Plan_AComingMeeting_HasItsDeadlines() =>
        MeetingTransitions.Plan(Meeting(new DateOnly(2026, 5, 27)), Council, Now).Value.Plan.ShouldNotBeEmpty();

    [Theory]
    [InlineData("2027-01-04")]
    [InlineData("2025-12-30")]
    public void Plan_WhenTheBodyDoesNotExistOnTheDay_IsRefused(string day) =>
        MeetingTransitions.Plan(Meeting(DateOnly.Parse(day, null)), Council, Now).Refusal!.Code.ShouldBe("body-not-in-office");

    [Fact]
    public void Plan_InThePast_IsRefused() =>
        MeetingTransitions.Plan(Meeting(new DateOnly(2026, 3, 5)), Council, Now).Refusal!.Code.ShouldBe("meeting-in-the-past");

    [Fact]
    public void Cancel_WithoutAReason_IsRefused() =>
        MeetingTransitions.Cancel(Meeting(new DateOnly(2026, 5, 27)), " ").Refusal!.Code.ShouldBe("reason-missing");

    [Theory]
    [InlineData(MeetingState.Held)]
    [InlineData(MeetingState.Published)]
    [InlineData(MeetingState.Cancelled)]
    public void Cancel_WhenItIsNotAheadAnyMore_IsRefused(MeetingState state) =>
        MeetingTransitions.Cancel(Meeting(new DateOnly(2026, 5, 27)) with { State = state }, "Sne.").Refusal!.Code.ShouldBe(
            "meeting-not-ahead");

    [Fact]
    public void Cancel_AComingMeeting_KeepsTheReasonAndTellsAnew()
    {
        var cancelled = MeetingTransitions.Cancel(Meeting(new DateOnly(2026, 5, 27)), "Sne.").Value;

        cancelled.ShouldSatisfyAllConditions(
            _ => cancelled.State.ShouldBe(MeetingState.Cancelled),
            _ => cancelled.CancelledReason.ShouldBe("Sne."),
            _ => cancelled.ScheduleVersion.ShouldBe(2));
    }

    [Fact]
    public void Hold_BeforeTheAgendaIsDispatched_IsRefused() =>
        MeetingTransitions.Hold(Meeting(new DateOnly(2026, 3, 5)), Council, Now).Refusal!.Code.ShouldBe("agenda-not-dispatched");

    [Theory]
    [InlineData("2026-03-06T08:59:59Z", "meeting-not-begun")]
    [InlineData("2026-03-06T09:00:00Z", null)]
    public void Hold_BeforeTheMeetingBeginsInItsZone_IsRefused(string now, string? code)
    {
        var dispatched = Meeting(new DateOnly(2026, 3, 6)) with { State = MeetingState.Dispatched };
        var ruling = MeetingTransitions.Hold(
            dispatched, Council, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        (ruling.Refusal?.Code).ShouldBe(code);
    }

    [Theory]
    [InlineData(DecisionOutcome.Noted, true)]
    [InlineData(DecisionOutcome.NoDecision, false)]
    [InlineData(DecisionOutcome.Unknown, false)]
    public void IsDecided_OnlyByAConfirmedOutcomeThatSaysSomething(DecisionOutcome outcome, bool expected)
    {
        var reading = new DecisionReading(outcome, [], 1);
        var treatment = new Treatment { Id = "t", ItemId = "i", MeetingId = "m", BodyId = "council", Order = 1 };
        var decision = new DecisionRecord { Text = "Noteret.", Proposed = reading };

        MeetingTransitions.IsDecided(treatment).ShouldBeFalse();
        MeetingTransitions.IsDecided(treatment with { Decision = decision }).ShouldBeFalse();
        MeetingTransitions.IsDecided(treatment with { Decision = decision with { Confirmed = reading } }).ShouldBe(expected);
    }

    [Fact]
    public void Close_WithUndecidedItems_IsRefusedAndNamesThem()
    {
        var held = Meeting(new DateOnly(2026, 5, 27)) with { State = MeetingState.Held };
        var undecided = new Treatment { Id = "t", ItemId = "i", MeetingId = "m", BodyId = "council", Order = 1, Number = "5a" };

        var refusal = MeetingTransitions.Close(held, [undecided], Now).Refusal!;

        refusal.Code.ShouldBe("items-undecided");
        refusal.Text.ShouldContain("5a");
        MeetingTransitions.Close(held, [undecided with { State = TreatmentState.Removed }], Now).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void Move_AComingMeeting_CountsItsPlanAnewForTheNextVersion()
    {
        var planned = MeetingTransitions.Plan(Meeting(new DateOnly(2026, 5, 27)), Council, Now).Value;
        var moved = MeetingTransitions.Move(planned, Council, new DateOnly(2026, 6, 10), planned.Time, null, "Sne.", Now).Value;

        moved.ScheduleVersion.ShouldBe(2);
        moved.Plan.ShouldBe(Workflow.Forums.Deadlines.MeetingPlan.For(Council, new DateOnly(2026, 6, 10)));
    }

    [Theory]
    [InlineData("2027-01-04", "body-not-in-office")]
    [InlineData("2026-03-05", "meeting-in-the-past")]
    public void Move_ToADayThatCannotBe_IsRefused(string day, string code)
    {
        var meeting = Meeting(new DateOnly(2026, 5, 27));

        MeetingTransitions.Move(
            meeting, Council, DateOnly.Parse(day, null), meeting.Time, null, "Sne.", Now).Refusal!.Code.ShouldBe(code);
    }

    private static Meeting Meeting(DateOnly date) =>
        new() { Id = "meeting", BodyId = "council", Date = date, Time = new TimeOnly(10, 0) };
}
