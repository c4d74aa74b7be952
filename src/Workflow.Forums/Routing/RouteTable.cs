using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using static Workflow.Forums.Decisions.DecisionOutcome;

namespace Workflow.Forums.Routing;

/// <summary>The standard route table, as data. A body's own rows come first; the first row that fits decides.</summary>
public static class RouteTable
{
    private static readonly DecisionOutcome[] Settled = [Approved, ApprovedWithAmendment, Noted, Discussed, Agreed, Informed];

    public static IReadOnlyList<RouteRow> Standard { get; } =
    [
        new("undecided", [NoDecision, Unknown], [], null, RouteKind.Undecided),
        // First, as in the table: a wording that sends the item on does so whatever else it says of it.
        new("sentUpAgainstPlan", [Recommended, Forwarded], [Recommended, Forwarded], PlannedRoute.Ends, RouteKind.ChairChooses),
        new("sentUp", [Recommended, Forwarded], [Recommended, Forwarded], null, RouteKind.Referred),
        new("postponed", [Postponed], [], null, RouteKind.Postponed),
        new("returned", [ReturnedForWork], [], null, RouteKind.Returned),
        new("withdrawn", [Withdrawn], [], null, RouteKind.Withdrawn),
        new("hearing", [SentToHearing], [], null, RouteKind.Hearing),
        new("returnedAdopted", [ReturnedAdopted], [], null, RouteKind.Ended),
        new("notAccepted", [PartlyApproved, Rejected], [], null, RouteKind.ChairChooses),
        new("plannedToRefer", Settled, [], PlannedRoute.Refers, RouteKind.Referred),
        new("settled", Settled, [], null, RouteKind.Ended),
    ];

    public static RouteRow Row(Body body, DecisionReading reading, PlannedRoute plan) =>
        body.Routes.Concat(Standard).First(row =>
            (row.Plan is null || row.Plan == plan)
            && (row.Outcomes.Contains(reading.Kind) || reading.Also.Any(row.Also.Contains)));
}
