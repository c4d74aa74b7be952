using System.Globalization;
using Workflow.Activities.Approvals;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

/// <summary>Where meetings are planned, moved, cancelled, held and closed.</summary>
public sealed partial class MeetingDesk(ForumRuntime runtime, ForumRules rules, ForumOverview overview)
{
    private const string DefinitionId = "meeting";

    /// <summary>Starts the meeting's lifecycle; items that wait for a meeting of the body try this one.</summary>
    public Task<Ruling<Meeting>> PlanAsync(
        PlanMeeting command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Meeting>(
            new CommandEnvelope(commandId, "planMeeting", actor),
            (session, token) => PlanInAsync(session, rules.Bodies, command, token),
            cancellationToken);

    /// <summary>Within a transaction of the caller's, so that a meeting and its items come in together or not at all.</summary>
    internal static async Task<Ruling<Meeting>> PlanInAsync(
        ForumSession session, BodyRegister bodies, PlanMeeting command, CancellationToken cancellationToken)
    {
        if (bodies.Find(command.BodyId)?.On(command.Date) is not { } body)
            return Unknown.Subject(command.BodyId);
        var id = command.MeetingId ?? Ids.Meeting(body.Id, command.Date);
        if (!IsSafe(id))
            return MeetingTexts.Refuse("meeting-id-unsafe", "IdUnsafe", id);
        if (await session.Meetings.FindAsync(id, cancellationToken).ConfigureAwait(false) is not null)
            return MeetingTexts.Refuse("meeting-exists", "Exists", id);
        var ruling = MeetingTransitions.Plan(Draft(command, id, body), body, session.Now);
        if (!ruling.IsAccepted)
            return ruling;
        session.Meetings.Add(ruling.Value);
        session.Audit(id, "meetingPlanned", MeetingTexts.Say("Planned", body.Name, command.Date), Facts(ruling.Value));
        // First the items, then the meeting: where its deadlines are past already, its agenda is composed with them on it.
        await OfferAsync(session, bodies, body, ruling.Value, cancellationToken).ConfigureAwait(false);
        session.Start(DefinitionId, id, parentSubjectId: null);
        return ruling;
    }

    /// <summary>Those already told are told again, exactly once; everything counted from the old date follows.</summary>
    public Task<Ruling<Meeting>> MoveAsync(
        MoveMeeting command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeAsync("moveMeeting", command.MeetingId, actor, commandId, async (scene, token) =>
        {
            var ruling = MeetingTransitions.Move(
                scene.Meeting, scene.Body, command.Date, command.Time, command.Place, command.Reason, scene.Session.Now);
            var before = scene.Meeting.Date;
            var moved = Write(scene, ruling, Signals.Moved, "meetingMoved", Reason);
            if (moved.IsAccepted)
            {
                await StopAsync(scene, Reason(scene.Meeting), before != scene.Meeting.Date, token).ConfigureAwait(false);
                await MeetingOnline.MoveAsync(scene, token).ConfigureAwait(false);
            }

            return moved;

            string Reason(Meeting meeting) => MeetingTexts.Say("Moved", meeting.MovedFrom?.Date, meeting.Date, command.Reason);
        }, cancellationToken);

    public Task<Ruling<Meeting>> CancelAsync(
        CancelMeeting command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeAsync("cancelMeeting", command.MeetingId, actor, commandId, async (scene, token) =>
        {
            var ruling = MeetingTransitions.Cancel(scene.Meeting, command.Reason);
            var cancelled = Write(scene, ruling, Signals.Cancelled, "meetingCancelled", Reason);
            if (cancelled.IsAccepted)
            {
                await StopAsync(scene, Reason(scene.Meeting), stopsApproval: true, token).ConfigureAwait(false);
                await MeetingOnline.CancelAsync(scene, token).ConfigureAwait(false);
            }

            return cancelled;

            string Reason(Meeting meeting) => MeetingTexts.Say("Cancelled", meeting.Date, command.Reason);
        }, cancellationToken);

    /// <summary>
    /// In the same transaction as the act: from here on no deadline of the old date fires, on no host. The lifecycle's next
    /// step writes those of the new one and tells people.
    /// </summary>
    private static async Task StopAsync(
        MeetingScene scene, string reason, bool stopsApproval, CancellationToken cancellationToken)
    {
        await scene.Session.CancelDeadlinesAsync(
            scene.Meeting.Id, reason, cancellationToken, MeetingScene.Kind).ConfigureAwait(false);
        if (stopsApproval && await MeetingAgendas.PendingAsync(scene, cancellationToken).ConfigureAwait(false) is { } approval)
            await ApprovalRequests.StopClockAsync(scene.Session, approval, reason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Items that wait for a meeting of the body try this one. Marked as under way, so that a second meeting planned before
    /// they have moved does not ask them twice: a signal that nobody waits for would be a fault.
    /// </summary>
    internal static async Task OfferAsync(
        ForumSession session, BodyRegister bodies, Body body, Meeting meeting, CancellationToken cancellationToken)
    {
        await session.LockMeetingsOfAsync(body.Id, cancellationToken).ConfigureAwait(false);
        var found = await ItemsWithoutBody.ClaimAsync(
            session, bodies, body, meeting.Date, cancellationToken).ConfigureAwait(false);
        var waiting = await session.ItemsAwaitingMeetingAsync(body.Id, cancellationToken).ConfigureAwait(false);
        foreach (var item in found.Concat(waiting).DistinctBy(item => item.Id))
        {
            session.Items.Update(item with { State = ItemState.Submitted });
            session.Raise(item.Id, new Signal(Signals.MeetingPlanned));
        }
    }

    /// <summary>It becomes the name of a folder of published pages.</summary>
    private static bool IsSafe(string id) => id.Length is > 0 and <= 200
        && char.IsAsciiLetterOrDigit(id[0]) && char.IsAsciiLetterOrDigit(id[^1])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static Meeting Draft(PlanMeeting command, string id, Body body) => new()
    {
        Id = id,
        BodyId = command.BodyId,
        Date = command.Date,
        Time = command.Time,
        Place = command.Place,
        Extraordinary = command.Extraordinary,
        IsOnline = command.Online ?? body.OnlineMeetings,
        Participants = command.Participants,
    };

    private static Dictionary<string, string> Facts(Meeting meeting)
    {
        var facts = meeting.Plan.ToDictionary(
            deadline => deadline.Kind, deadline => deadline.Due.ToString("O", CultureInfo.InvariantCulture),
            StringComparer.Ordinal);
        facts["body"] = meeting.BodyId;
        facts["date"] = meeting.Date.ToString("O", CultureInfo.InvariantCulture);
        facts["schedule"] = meeting.ScheduleVersion.ToString(CultureInfo.InvariantCulture);
        return facts;
    }

    /// <summary>What was ruled is written and audited, and the lifecycle told: nothing of it on a refusal.</summary>
    private static Ruling<Meeting> Write(
        MeetingScene scene, Ruling<Meeting> ruling, string signal, string act, Func<Meeting, string> text)
    {
        if (!ruling.IsAccepted)
            return ruling;
        scene.Change(ruling.Value);
        scene.Session.Audit(scene.Meeting.Id, act, text(scene.Meeting), Facts(scene.Meeting));
        scene.Session.Raise(scene.Meeting.Id, new Signal(signal));
        return scene.Meeting;
    }

    private Task<Ruling<Meeting>> ChangeAsync(
        string name,
        string meetingId,
        Actor actor,
        string commandId,
        Func<MeetingScene, CancellationToken, Task<Ruling<Meeting>>> decide,
        CancellationToken cancellationToken) => runtime.ExecuteAsync<Meeting>(
            new CommandEnvelope(commandId, name, actor),
            async (session, token) => await session.Meetings.FindAsync(meetingId, token).ConfigureAwait(false) is null
                ? Unknown.Subject(meetingId)
                : await decide(await MeetingScene.OfAsync(session, rules, meetingId, token).ConfigureAwait(false), token)
                    .ConfigureAwait(false),
            cancellationToken);
}
