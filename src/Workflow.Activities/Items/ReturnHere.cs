using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>An item that comes back to the same body: its next treatment knows what was decided at this one.</summary>
internal static class ReturnHere
{
    /// <param name="date">Meeting that the decision names; null for the next one.</param>
    public static void Prepare(
        ForumSession session, Item item, Treatment treatment, Body body, Meeting meeting, ItemState state, DateOnly? date) =>
        session.Items.Update(item with
        {
            State = state,
            TargetBodyId = body.Id,
            TargetDate = date,
            // The meeting that decided it is over: the next one at the earliest.
            NotBefore = meeting.Date.AddDays(1),
            Late = null,
            Forward = new PendingForward(
                meeting.Id, [.. treatment.Lineage, EarlierDecisions.Of(treatment, body, meeting)], treatment.Recommendation,
                treatment.DocumentNumber),
        });
}
