using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

public sealed partial class ItemDesk
{
    /// <summary>
    /// By the chair in person, or by the deputy while every chair is absent or recused: nobody says yes in another's name. An
    /// item that waits for a meeting tries that one at once.
    /// </summary>
    public Task<Ruling<Item>> AllowLateAsync(
        AllowLate command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ExecuteAsync<Item>("allowLate", command.ItemId, actor, commandId, (session, item, _) =>
            Task.FromResult(AllowLate(session, item, command, actor)), cancellationToken);

    private Ruling<Item> AllowLate(ForumSession session, Item item, AllowLate command, Actor actor)
    {
        if (item.State is ItemState.OnAgenda or ItemState.AwaitingChair or >= ItemState.Ended || item.TargetBodyId is null)
            return Wrong(item);
        if (string.IsNullOrWhiteSpace(command.Reason))
            return ItemTexts.Refuse("reason-missing");
        if ((command.MeetingDate ?? item.TargetDate) is not { } day)
            return ItemTexts.Refuse("late-needs-meeting", item.Title);
        var body = rules.Today(item.TargetBodyId, session);
        if (item.IsRecused(actor.Id))
            return ItemTexts.Refuse("recused", actor.Name, item.Title);
        if (!RouteChoice.MayActForChairs(rules, body, item, actor, session.Now))
            return ItemTexts.Refuse("late-needs-chair", body.Name);
        var waits = item.State == ItemState.AwaitingMeeting;
        var allowed = item with
        {
            TargetDate = day,
            Late = new LateSubmission(command.Reason, actor.Id),
            State = waits ? ItemState.Submitted : item.State,
        };
        session.Items.Update(allowed);
        session.Audit(
            item.Id, "lateAllowed", ItemTexts.Say("audit-late-allowed", actor.Name, day, command.Reason),
            ("reason", command.Reason));
        if (waits)
            session.Raise(item.Id, new Signal(Signals.MeetingPlanned));
        return allowed;
    }

    /// <summary>After the submission deadline of the meeting it is meant for: only with the chair's yes.</summary>
    private async Task<Refusal?> LateRefusalAsync(ForumSession session, Item item, CancellationToken cancellationToken)
    {
        if (item.Late is not null || item.TargetDate is not { } day || item.TargetBodyId is null
            || rules.Bodies.Find(item.TargetBodyId) is not { } body)
            return null;
        var meeting = (await session.MeetingsOfBodyAsync(body.Id, day, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(meeting => meeting.Date == day);
        var submission = meeting?.Plan.FirstOrDefault(deadline => deadline.Kind == MeetingPlan.Submission);
        return submission is null || submission.Due + LastMinute.Grace > session.Now
            ? null
            : ItemTexts.Refuse("late-not-allowed", day, submission.Day, body.Name);
    }
}
