using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;
using Xunit;
using static Workflow.Forums.Decisions.DecisionOutcome;
using static Workflow.Forums.Papers.PlannedRoute;
using static Workflow.Forums.Routing.RouteKind;

namespace Workflow.Tests.Forums.Routing;

/// <summary>The table of the forums' own practice: outcome by plan.</summary>
public sealed class RouteTableTests
{
    private static readonly DecisionOutcome[] Settled = [Approved, ApprovedWithAmendment, Noted, Discussed, Agreed, Informed];

    public static TheoryData<DecisionOutcome, PlannedRoute, RouteKind> Table()
    {
        var table = new TheoryData<DecisionOutcome, PlannedRoute, RouteKind>();
        void Add(DecisionOutcome outcome, RouteKind ends, RouteKind refers, RouteKind none)
        {
            table.Add(outcome, Ends, ends);
            table.Add(outcome, Refers, refers);
            table.Add(outcome, Unspecified, none);
        }

        void Same(DecisionOutcome outcome, RouteKind route) => Add(outcome, route, route, route);
        foreach (var outcome in new[] { Recommended, Forwarded })
            Add(outcome, ChairChooses, Referred, Referred);
        foreach (var outcome in Settled)
            Add(outcome, Ended, Referred, Ended);
        Same(PartlyApproved, ChairChooses);
        Same(Rejected, ChairChooses);
        Same(DecisionOutcome.Postponed, RouteKind.Postponed);
        Same(ReturnedForWork, Returned);
        Same(DecisionOutcome.Withdrawn, RouteKind.Withdrawn);
        Same(SentToHearing, Hearing);
        Same(ReturnedAdopted, Ended);
        Same(NoDecision, Undecided);
        Same(Unknown, Undecided);
        return table;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Row_ByOutcomeAndPlan_IsTheTables(DecisionOutcome outcome, PlannedRoute plan, RouteKind expected) =>
        RouteTable.Row(RoutingBodies.Lower, RoutingBodies.Read(outcome), plan).Route.ShouldBe(expected);

    [Fact]
    public void Row_EveryOutcomeAndPlan_HasOne()
    {
        foreach (var outcome in Enum.GetValues<DecisionOutcome>())
        {
            foreach (var plan in Enum.GetValues<PlannedRoute>())
                Should.NotThrow(() => RouteTable.Row(RoutingBodies.Lower, RoutingBodies.Read(outcome), plan));
        }
    }

    [Theory]
    [InlineData(Approved)]
    [InlineData(Discussed)]
    [InlineData(Rejected)]
    public void Row_AlsoForwardedWithoutAPlan_IsReferred(DecisionOutcome outcome) =>
        RouteTable.Row(RoutingBodies.Lower, RoutingBodies.Read(outcome, Forwarded), Unspecified).Route.ShouldBe(Referred);

    [Theory]
    [InlineData(Approved)]
    [InlineData(Discussed)]
    public void Row_AlsoForwardedThoughPlannedToEnd_IsTheChairs(DecisionOutcome outcome) =>
        RouteTable.Row(RoutingBodies.Lower, RoutingBodies.Read(outcome, Forwarded), Ends).Route.ShouldBe(ChairChooses);

    [Fact]
    public void Row_OfTheBodyItself_ComesFirst()
    {
        var body = RoutingBodies.Lower with { Routes = [new RouteRow("notedGoesOn", [Noted], [], null, Referred)] };

        RouteTable.Row(body, RoutingBodies.Read(Noted), Ends).Name.ShouldBe("notedGoesOn");
        RouteTable.Row(body, RoutingBodies.Read(Approved), Ends).Route.ShouldBe(Ended);
    }
}
