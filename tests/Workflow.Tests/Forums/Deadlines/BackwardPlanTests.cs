using System.Globalization;
using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Xunit;

namespace Workflow.Tests.Forums.Deadlines;

public sealed class BackwardPlanTests
{
    /// <summary>Approval two working days before dispatch, so that two days' lateness reaches it.</summary>
    private static readonly Body Council = new()
    {
        Id = "council",
        Name = "Rådet",
        Kind = "council",
        Meetings = new MeetingRules { AgendaApproval = 5 },
    };

    private static readonly DateOnly MonAfterAscension = new(2026, 5, 18);

    [Fact]
    public void Of_AnApprovalThatIsLate_SaysWhatIsMissedAndWhatIsInDanger()
    {
        var plan = At("2026-05-12T10:00Z", MeetingState.AgendaInApproval);

        var approval = Station(plan, MeetingPlan.AgendaApproval);
        (approval.State, approval.WorkingDaysLate).ShouldBe((StationState.Late, 2));
        approval.Endangers.ShouldBe(["dispatch", "material"]);
        plan.Warnings[0].ShouldBe(
            "The approval of the agenda is 2 working days late: the dispatch of the agenda on 2026-05-11 is missed; "
            + "the last material on 2026-05-12 is in danger, no working day is left after today.");
    }

    [Fact]
    public void Of_AnApprovalThatIsLate_SaysItInDanishToo()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("da");
            At("2026-05-12T10:00Z", MeetingState.AgendaInApproval).Warnings[0]
                .ShouldStartWith(
                    "Godkendelsen af dagsordenen er 2 hverdage forsinket: udsendelsen af dagsordenen den 2026-05-11 nås ikke");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Of_AMeetingWhoseAgendaNeverWentOut_PutsTheMeetingItselfInDanger()
    {
        var plan = At("2026-05-15T10:00Z", MeetingState.AgendaApproved);

        Station(plan, MeetingPlan.Dispatch).WorkingDaysLate.ShouldBe(3);
        Station(plan, MeetingPlan.Dispatch).Endangers.ShouldBe(["material", "meeting"]);
        plan.Warnings[0].ShouldContain("the meeting on 2026-05-18 is in danger, 1 working day is left");
    }

    [Theory]
    [InlineData("2026-05-11T21:59:58Z", StationState.Open, 0)]
    [InlineData("2026-05-11T22:00:30Z", StationState.Open, 0)]
    [InlineData("2026-05-11T22:01:00Z", StationState.Late, 1)]
    [InlineData("2026-05-14T10:00:00Z", StationState.Late, 2)]
    [InlineData("2026-05-17T10:00:00Z", StationState.Late, 3)]
    public void Of_AStationWhoseDayEnds_CountsWorkingDaysOnly(string now, StationState state, int late)
    {
        var dispatch = Station(At(now, MeetingState.AgendaApproved), MeetingPlan.Dispatch);

        (dispatch.State, dispatch.WorkingDaysLate).ShouldBe((state, late));
    }

    [Fact]
    public void Of_AStationThatWasDoneLate_KeepsHowLateItWasAndEndangersNothing()
    {
        var meeting = MeetingTransitions.Reach(
            Meeting(MeetingState.Dispatched), MeetingPlan.Dispatch, Instant("2026-05-13T09:00Z"));

        var plan = BackwardPlan.Of(meeting, Council, Instant("2026-05-15T10:00Z"));

        var dispatch = Station(plan, MeetingPlan.Dispatch);
        (dispatch.State, dispatch.WorkingDaysLate,
        dispatch.Text).ShouldBe((StationState.Done, 2, "done on 2026-05-13, 2 working days late"));
        plan.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Of_ACancelledMeeting_KeepsWhatWasDoneAndCancelsTheRest()
    {
        var called = MeetingTransitions.Reach(Meeting(MeetingState.Called), MeetingPlan.Call, Instant("2026-04-09T09:00Z"));

        var plan = BackwardPlan.Of(MeetingTransitions.Cancel(called, "Too few.").Value, Council, Instant("2026-06-30T10:00Z"));

        Station(plan, MeetingPlan.Call).State.ShouldBe(StationState.Done);
        plan.Stations.Skip(
            1).ShouldAllBe(station => station.State == StationState.Cancelled && station.Text == "cancelled: Too few.");
        plan.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Of_AMovedMeeting_CountsOpenStationsFromTheNewDateAndKeepsWhatWasDone()
    {
        var called = MeetingTransitions.Reach(Meeting(MeetingState.Called), MeetingPlan.Call, Instant("2026-04-09T09:00Z"));
        var moved = MeetingTransitions.Move(
            called, Council, new DateOnly(2026, 5, 27), new TimeOnly(14, 0), null, "The hall is taken.",
            Instant("2026-04-20T09:00Z")).Value;

        var plan = BackwardPlan.Of(moved, Council, Instant("2026-04-20T10:00Z"));

        Station(plan, MeetingPlan.Call).DoneAt.ShouldBe(Instant("2026-04-09T09:00Z"));
        Station(plan, MeetingPlan.Dispatch).Planned.Day.ShouldBe(new DateOnly(2026, 5, 20));
    }

    [Fact]
    public void Of_AMeetingPlannedByAnOlderProgram_CountsTheStationsItLacks()
    {
        var stored = Meeting(MeetingState.Planned);
        var old = stored with { Plan = [.. stored.Plan.Take(6)] };

        BackwardPlan.Of(old, Council, Instant("2026-03-01T10:00Z")).Stations.Select(station => station.Planned.Kind)
            .ShouldBe(stored.Plan.Select(station => station.Kind));
    }

    [Fact]
    public void Of_AStoredMomentThatTheRulesWouldCountOtherwise_IsKept()
    {
        var stored = Meeting(MeetingState.Planned);

        var plan = BackwardPlan.Of(
            stored, Council with { Meetings = new MeetingRules { Dispatch = 1 } }, Instant("2026-03-01T10:00Z"));

        Station(plan, MeetingPlan.Dispatch).Planned.ShouldBe(stored.Plan.Single(station => station.Kind == MeetingPlan.Dispatch));
    }

    private static PlanStatus At(string now, MeetingState state) => BackwardPlan.Of(Meeting(state), Council, Instant(now));

    private static StationStatus Station(PlanStatus plan, string kind) =>
        plan.Stations.Single(station => station.Planned.Kind == kind);

    private static Meeting Meeting(MeetingState state) => new()
    {
        Id = "m",
        BodyId = "council",
        Date = MonAfterAscension,
        Time = new TimeOnly(14, 0),
        State = state,
        Plan = MeetingPlan.For(Council, MonAfterAscension),
    };

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
