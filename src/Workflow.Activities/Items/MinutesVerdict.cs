using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>The item in which a body approves the minutes of its last meeting answers for those minutes.</summary>
internal static class MinutesVerdict
{
    /// <returns>Null where the item comes back and the minutes go on waiting for it.</returns>
    public static bool? Of(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Postponed or DecisionOutcome.SentToHearing => null,
        DecisionOutcome.Rejected or DecisionOutcome.PartlyApproved => false,
        DecisionOutcome.ReturnedForWork or DecisionOutcome.Withdrawn => false,
        _ => true,
    };

    /// <summary>
    /// Does nothing for any other item, nor where the minutes no longer wait for it: an item that goes on to another body
    /// is decided there once more.
    /// </summary>
    public static async Task TellAsync(ForumSession session, Item item, bool? approved, CancellationToken cancellationToken)
    {
        if (item is not { Standing: StandingItem.ApproveMinutes, AboutMeetingId: { } about } || approved is null)
            return;
        if (await session.Meetings.FindAsync(about, cancellationToken).ConfigureAwait(false) is not { State: MeetingState.MinutesInApproval })
            return;
        session.Raise(about, new Signal(Signals.MinutesDecided)
        {
            Data = new Dictionary<string, string> { ["approved"] = approved.Value ? "true" : "false", ["item"] = item.Id },
        });
    }
}
