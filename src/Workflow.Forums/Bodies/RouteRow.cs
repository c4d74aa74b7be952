using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;

namespace Workflow.Forums.Bodies;

/// <summary>A row of the route table: the first row whose outcome and plan fit decides.</summary>
/// <param name="Name">Stable name, stored as the reason.</param>
/// <param name="Outcomes">Primary outcomes it fits.</param>
/// <param name="Also">Outcomes it fits as a further outcome, whatever the primary one is.</param>
/// <param name="Plan">Planned route it fits; null for any.</param>
public sealed record RouteRow(
    string Name,
    IReadOnlyList<DecisionOutcome> Outcomes,
    IReadOnlyList<DecisionOutcome> Also,
    PlannedRoute? Plan,
    RouteKind Route);
