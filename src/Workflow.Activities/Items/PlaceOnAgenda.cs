using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// The meeting named in the item or the decision, else the next one with room. None is a task for the secretariat, not
/// an error; so is a body that is not configured (it may not be constituted yet).
/// </summary>
internal sealed class PlaceOnAgenda(ForumRules rules) : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.PlaceOnAgenda",
        Summary = "Puts the item on the agenda of the meeting that is to treat it.",
        Outcomes = [new("Placed", "It is on an agenda."), new("NoMeeting", "No meeting has room for it yet.")],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        if (item.TargetBodyId is null || rules.Bodies.Find(item.TargetBodyId) is null)
            return await NoBodyAsync(session, item, cancellationToken).ConfigureAwait(false);
        var body = rules.Today(item.TargetBodyId, session);
        var choose = await ChoiceAsync(session, item, body, cancellationToken).ConfigureAwait(false);
        if (choose().Meeting is null)
        {
            // Somebody may be planning one in this very moment: whoever comes second sees the other.
            await session.LockMeetingsOfAsync(body.Id, cancellationToken).ConfigureAwait(false);
            choose = await ChoiceAsync(session, item, body, cancellationToken).ConfigureAwait(false);
        }

        var choice = choose();
        return choice.Meeting is { } meeting
            ? await PlaceAsync(
                session, item, body, meeting, Why(body, meeting, choice.Note), cancellationToken).ConfigureAwait(false)
            : await NoMeetingAsync(
                session, item, body.Id, () => choose().Note ?? ItemTexts.Say("reason-no-meeting", body.Name), cancellationToken)
                .ConfigureAwait(false);
    }

    /// <returns>The choice, with its note in whatever language it is asked for in.</returns>
    private static async Task<Func<MeetingChoice>> ChoiceAsync(
        ForumSession session, Item item, Body body, CancellationToken cancellationToken)
    {
        var meetings = new List<(Meeting Meeting, int Items)>();
        foreach (var meeting in await session.MeetingsOfBodyAsync(
            body.Id, body.Today(session.Now), cancellationToken).ConfigureAwait(false))
        {
            var agenda = await session.TreatmentsOfMeetingAsync(meeting.Id, cancellationToken).ConfigureAwait(false);
            meetings.Add((meeting, agenda.Count(treatment => treatment.State != TreatmentState.Removed)));
        }

        return () =>
        {
            var choice = NextMeeting.Choose(body, meetings, item.TargetDate, item.NotBefore?.AddDays(-1), session.Now);
            return choice.Meeting is { } chosen && item.Late is null && !NextMeeting.TakesItems(chosen)
                ? new MeetingChoice(null, ItemTexts.Say("reason-agenda-sent", chosen.Date))
                : choice;
        };
    }

    private static string Why(Body body, Meeting meeting, string? note)
    {
        var placed = ItemTexts.Say("reason-placed", body.Name, meeting.Date);
        return note is null ? placed : $"{placed} {note}";
    }

    private async Task<ActivityResult> PlaceAsync(
        ForumSession session, Item item, Body body, Meeting meeting, string reason, CancellationToken cancellationToken)
    {
        var treatment = await Placement.PutAsync(session, item, meeting, cancellationToken).ConfigureAwait(false);
        await MeetingAgendas.ChangedAsync(session, rules, meeting.Id, cancellationToken).ConfigureAwait(false);
        session.Audit(
            item.Id,
            "placedOnAgenda",
            reason,
            ("treatment", treatment.Id),
            ("meeting", meeting.Id),
            ("body", body.Id),
            ("date", ((DateOnly?)meeting.Date).Iso()),
            ("late", item.Late?.Reason));
        await ItemTasks.DoneAsync(session, item.Id, ItemTasks.NoMeeting, cancellationToken).ConfigureAwait(false);
        if (treatment.Recommendation is null)
            await ItemTasks.AskAsync(
                session, rules, item, body.Id, ItemTasks.WriteRecommendation,
                () => ItemTexts.Say("task-write-recommendation", item.Title, body.Name), cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete("Placed", reason);
    }

    private async Task<ActivityResult> NoBodyAsync(ForumSession session, Item item, CancellationToken cancellationToken)
    {
        await session.LockMeetingsOfAsync(null, cancellationToken).ConfigureAwait(false);
        var last = await session.LastTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var named = last?.Route?.ToBody ?? item.PlannedBody ?? item.TargetBodyId ?? "?";
        return await NoMeetingAsync(
            session, item, last?.BodyId ?? item.OriginBodyId, () => ItemTexts.Say("reason-no-body", named), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<ActivityResult> NoMeetingAsync(
        ForumSession session, Item item, string bodyId, Func<string> reason, CancellationToken cancellationToken)
    {
        session.Audit(item.Id, "noMeeting", reason(), ("body", item.TargetBodyId), ("date", item.TargetDate.Iso()));
        await ItemTasks.AskAsync(
            session, rules, item, bodyId, ItemTasks.NoMeeting,
            () => ItemTexts.Say("task-no-meeting", item.Title, reason()), cancellationToken)
            .ConfigureAwait(false);
        return ActivityResult.Complete("NoMeeting", reason());
    }
}
