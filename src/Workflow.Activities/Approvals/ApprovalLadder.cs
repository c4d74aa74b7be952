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
    /// Writes the rungs. A mere reminder whose moment has passed is written down as skipped: nobody gets yesterday's "due
    /// tomorrow". An escalation whose moment has passed is still done, once. Where even the due day has passed, the ladder is
    /// counted from the next working day: it must end.
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

        var skipped = new List<string>();
        foreach (var (step, at) in LadderPlan.For(approval.Ladder, approval.DueDay, body))
        {
            var due = step.TakesTheAnswerAway() ? at + LastMinute.Grace : at;
            var rung = new DeadlineRequest(approval.Id, Kind, step.Rung, approval.Version, due, Signals.DeadlineDue);
            if (at > session.Now || !step.IsReminder())
            {
                await session.AddDeadlineAsync(rung, cancellationToken).ConfigureAwait(false);
                continue;
            }

            skipped.Add(step.Rung);
            await session.SkipDeadlineAsync(
                rung, ApprovalTexts.RungSkipped(approval, step.Rung), cancellationToken).ConfigureAwait(false);
        }

        return (approval, skipped);
    }
}
