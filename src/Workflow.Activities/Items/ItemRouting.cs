using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;

namespace Workflow.Activities.Items;

internal static class ItemRouting
{
    /// <summary>The plan is the body of origin's; a body that was sent the item plans nothing by it.</summary>
    public static RouteQuestion Question(
        Item item, DecisionReading reading, Body body, Meeting meeting, BodyRegister bodies) => new(
        body.Id == item.OriginBodyId
            ? item
            : item with { PlannedRoute = PlannedRoute.Unspecified, PlannedBody = null, PlannedDate = null },
        reading,
        body,
        meeting.Date,
        bodies);
}
