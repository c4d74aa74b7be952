using Workflow.Activities.Kernel;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>The rungs of an approval as deadlines.</summary>
internal static class ApprovalLadder
{
    public const string Kind = "approval";

    /// <summary>
    /// Writes the rungs that are still ahead. One whose moment has passed is left out: nobody gets yesterday's "due
    /// tomorrow". Where even the due day has passed, the ladder is counted from the next working day: it must end.
    /// </summary>
    /// <returns>The approval, with the due day that holds, and the names of the rungs left out.</returns>
    public static async Task<(Approval Approval, IReadOnlyList<string> Skipped)> ClimbAsync(
        ForumSession session, Approval approval, Body body, CancellationToken cancellationToken)
    {
        var today = new BodyClock(body.TimeZone).Day(session.Now);
        if (approval.DueDay < today)
        {
            approval = approval with { DueDay = new WorkingCalendar(body.WorkingDays).Forward(today, 1) };
            session.Approvals.Update(approval);
        }

        var rungs = LadderPlan.For(approval.Ladder, approval.DueDay, body);
        foreach (var rung in rungs.Where(rung => rung.At > session.Now))
        {
            await session.AddDeadlineAsync(
                new DeadlineRequest(approval.Id, Kind, rung.Step.Rung, approval.Version, rung.At, Signals.DeadlineDue),
                cancellationToken).ConfigureAwait(false);
        }

        return (approval, [.. rungs.Where(rung => rung.At <= session.Now).Select(rung => rung.Step.Rung)]);
    }
}
