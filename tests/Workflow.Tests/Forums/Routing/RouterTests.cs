using Shouldly;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;
using Xunit;
using static Workflow.Forums.Decisions.DecisionOutcome;
using static Workflow.Tests.Forums.Routing.RoutingBodies;

namespace Workflow.Tests.Forums.Routing;

public sealed class RouterTests
{
    private static readonly DateOnly Named = new(2026, 4, 9);

    [Fact]
    public void Route_PlannedToGoOn_GoesToTheBodyAndMeetingThatTheItemNames()
    {
        var item = Item(PlannedRoute.Refers) with { PlannedBody = "KU", PlannedDate = Named };

        Router.Route(Question(Read(ApprovedWithAmendment), item)).ShouldSatisfyAllConditions(
            ruling => ruling.Kind.ShouldBe(RouteKind.Referred),
            ruling => ruling.ToBodyId.ShouldBe("culture"),
            ruling => ruling.ToBody.ShouldBe("Kulturudvalget"),
            ruling => ruling.ToDate.ShouldBe(Named));
    }

    [Fact]
    public void Route_SentUpWithoutAName_GoesToTheBodyReferredTo() =>
        Router.Route(Question(Read(Recommended), Item(PlannedRoute.Unspecified))).ToBodyId.ShouldBe("culture");

    [Fact]
    public void Route_TheDecisionNamesABody_GoesThereAndNotAsPlanned()
    {
        var item = Item(PlannedRoute.Refers) with { PlannedBody = "KU", PlannedDate = Named };
        var ruling = Router.Route(Question(Read(Forwarded) with { NamedBody = "Fritidsrådet" }, item));

        ruling.ToBodyId.ShouldBe("leisure");
        ruling.ToDate.ShouldBeNull("the date was of the other body's meeting");
    }

    [Fact]
    public void Route_TheDecisionNamesThePlannedBodyByAnotherName_KeepsThePlannedDate()
    {
        var item = Item(PlannedRoute.Refers) with { PlannedBody = "KU", PlannedDate = Named };

        Router.Route(Question(Read(Approved, Forwarded) with { NamedBody = "Kulturudvalget" }, item)).ToDate.ShouldBe(Named);
    }

    [Fact]
    public void Route_ToABodyThatBeginsLater_GoesThereByName() =>
        Router.Route(Question(Read(Discussed, Forwarded) with { NamedBody = "Fritidsrådet" }, Item(PlannedRoute.Unspecified)))
            .ToBodyId.ShouldBe("leisure");

    [Fact]
    public void Route_ToABodyThatHasEnded_GoesToItsSuccessorAndSaysSo()
    {
        var ruling = Router.Route(Question(Read(Recommended), Item(PlannedRoute.Unspecified), date: new DateOnly(2027, 2, 1)));

        ruling.ToBodyId.ShouldBe("leisure");
        ruling.Reason.ShouldContain("Kulturudvalget");
    }

    [Fact]
    public void Route_ToABodyNobodyKnows_KeepsTheNameAsWritten()
    {
        var ruling = Router.Route(Question(Read(Forwarded) with { NamedBody = "Skakklubben" }, Item(PlannedRoute.Unspecified)));

        ruling.ShouldSatisfyAllConditions(
            _ => ruling.Kind.ShouldBe(RouteKind.Referred),
            _ => ruling.ToBodyId.ShouldBeNull(),
            _ => ruling.ToBody.ShouldBe("Skakklubben"));
    }

    [Fact]
    public void Route_SentUpFromABodyThatRefersToNone_IsReferredToNobodyYet()
    {
        var ruling = Router.Route(Question(Read(Recommended), Item(PlannedRoute.Unspecified), Lower with { RefersTo = null }));

        ruling.ShouldSatisfyAllConditions(
            _ => ruling.Kind.ShouldBe(RouteKind.Referred),
            _ => ruling.ToBodyId.ShouldBeNull(),
            _ => ruling.ToBody.ShouldBeNull());
    }

    [Fact]
    public void Route_TheTextNamesTheOwnBody_IsNoReferenceToSomebodyElse() =>
        Router.Route(
            Question(Read(Recommended) with { NamedBody = "Biblioteksrådet", NamedDate = Named }, Item(PlannedRoute.Unspecified)))
            .ShouldSatisfyAllConditions(
                ruling => ruling.ToBodyId.ShouldBe("culture"),
                ruling => ruling.ToDate.ShouldBeNull());

    [Fact]
    public void Route_PostponedToANamedMeeting_StaysWithTheBodyUntilThen() =>
        Router.Route(Question(Read(Postponed) with { NamedDate = Named }, Item(PlannedRoute.Refers))).ShouldSatisfyAllConditions(
            ruling => ruling.Kind.ShouldBe(RouteKind.Postponed),
            ruling => ruling.ToBodyId.ShouldBe("library"),
            ruling => ruling.ToDate.ShouldBe(Named));

    [Theory]
    [InlineData(Recommended, PlannedRoute.Ends, true)]
    [InlineData(Rejected, PlannedRoute.Ends, true)]
    [InlineData(Rejected, PlannedRoute.Refers, true)]
    [InlineData(Approved, PlannedRoute.Ends, false)]
    [InlineData(Approved, PlannedRoute.Refers, false)]
    [InlineData(Rejected, PlannedRoute.Unspecified, false)]
    public void Route_AgainstThePlan_ShowsTheContradiction(
        Workflow.Forums.Decisions.DecisionOutcome outcome, PlannedRoute plan, bool contradicts) =>
        Router.Route(Question(Read(outcome), Item(plan))).Contradictions.Any().ShouldBe(contradicts);

    [Fact]
    public void Route_TheReason_NamesTheRow()
    {
        var ruling = Router.Route(Question(Read(Noted), Item(PlannedRoute.Ends)));

        ruling.Row.ShouldBe("settled");
        ruling.Reason.ShouldContain("settled");
    }
}
