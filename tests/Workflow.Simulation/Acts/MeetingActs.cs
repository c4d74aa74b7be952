using Workflow.Activities.Meetings;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Acts;

internal static class MeetingActs
{
    public static IEnumerable<Act> Of(Scene scene) =>
        scene.Cast.Bodies.All.Where(scene.InOffice).Select(body => Plan(scene, body))
            .Concat(scene.Ledger.Meetings.All.SelectMany(meeting => Of(scene, meeting)));

    private static Act Plan(Scene scene, Body body)
    {
        var coming = scene.Ledger.Coming(body.Id).Count(meeting => meeting.Date > scene.Today);
        var waiting = scene.Ledger.Items.All.Any(item => item.State == ItemState.AwaitingMeeting && item.TargetBodyId == body.Id);
        var weight = (scene.WindsDown, coming) switch
        {
            (true, < 2) => waiting ? 2 : 0,
            (true, _) => 0,
            (_, < 2) => 1.5,
            (_, < 4) => 0.05,
            _ => 0,
        };
        return new Act(Motive.Duty, weight, $"plan {body.Id}", (process, id) =>
        {
            var extraordinary = !scene.WindsDown && scene.Dice.Chance(0.2);
            var day = scene.Today.AddDays((extraordinary, coming) switch
            {
                (true, _) => scene.Dice.Between(2, 15),
                // A body without a meeting wants one soon.
                (_, 0) => scene.Dice.Between(12, 35),
                _ => scene.Dice.Between(22, scene.WindsDown ? 35 : 70),
            });
            return Answer.OfAsync(process.Meetings.PlanAsync(
                new PlanMeeting(null, body.Id, day, new TimeOnly(scene.Dice.Between(8, 18), 0))
                {
                    Extraordinary = extraordinary,
                    Place = "Town hall",
                },
                Secretary(scene), id, CancellationToken.None));
        });
    }

    private static List<Act> Of(Scene scene, Meeting meeting)
    {
        if (meeting.Amendment is { IsWritten: false }
            || (meeting.State == MeetingState.Published && meeting.Corrections.Count == 0))
            return [CorrectMinutes(scene, meeting)];
        if (meeting.State == MeetingState.Cancelled || meeting.ClosedAt is not null)
            return [];
        if (meeting.State == MeetingState.Held)
            return [Close(scene, meeting)];
        var isOver = Scene.Begins(meeting) <= scene.Now;
        var acts = new List<Act>
        {
            Move(scene, meeting, isOver && meeting.State < MeetingState.Dispatched ? (scene.WindsDown ? 0.3 : 0.15) : 0.02),
            Cancel(scene, meeting, isOver && meeting.State < MeetingState.Dispatched ? 0.05 : 0.008),
        };
        if (meeting.State == MeetingState.Dispatched && isOver)
            acts.Add(Hold(scene, meeting));
        if (meeting.State == MeetingState.SubmissionsClosed && scene.Ledger.Approvals.All.Any(approval =>
            approval.AboutId == meeting.Id && approval.State is ApprovalState.Rejected or ApprovalState.Pulled))
            acts.Add(Correct(scene, meeting));
        return acts;
    }

    private static Act Move(Scene scene, Meeting meeting, double weight) => new(
        weight > 0.1 ? Motive.Duty : Motive.Chance, weight, $"move {meeting.Id}",
        (process, id) => Answer.OfAsync(process.Meetings.MoveAsync(
            new MoveMeeting(
                meeting.Id,
                (weight > 0.1 ? scene.Today : meeting.Date).AddDays(scene.Dice.Between(weight > 0.1 ? 3 : -12, 28)),
                new TimeOnly(scene.Dice.Between(8, 18), 0),
                "The hall is taken."),
            Secretary(scene), id, CancellationToken.None)));

    private static Act Cancel(Scene scene, Meeting meeting, double weight) => new(
        Motive.Chance, weight, $"cancel {meeting.Id}", (process, id) => Answer.OfAsync(process.Meetings.CancelAsync(
            new CancelMeeting(meeting.Id, "Too few can come."), Secretary(scene), id, CancellationToken.None)));

    private static Act Hold(Scene scene, Meeting meeting) => new(
        Motive.Duty, scene.Habit("hold " + meeting.Id) < 0.1 ? 0.1 : 3, $"hold {meeting.Id}", (process, id) =>
            Answer.OfAsync(
                process.Meetings.HoldAsync(new HoldMeeting(meeting.Id), Secretary(scene), id, CancellationToken.None)));

    private static Act Close(Scene scene, Meeting meeting)
    {
        var isDecided = scene.Ledger.Treatments.All.All(treatment =>
            treatment.MeetingId != meeting.Id || treatment.State == TreatmentState.Removed
                || treatment.Decision?.Confirmed is not null);
        return new Act(isDecided ? Motive.Duty : Motive.Mischief, isDecided ? 2 : 0.05, $"close {meeting.Id}", (process, id) =>
            Answer.OfAsync(process.Meetings.CloseAsync(
                new CloseMeeting(meeting.Id) { AcceptFindings = "Right as it stands." }, Secretary(scene), id,
                CancellationToken.None)));
    }

    private static Act Correct(Scene scene, Meeting meeting) => new(
        Motive.Duty, 0.8, $"correct {meeting.Id}", (process, id) => Answer.OfAsync(process.Meetings.CorrectAgendaAsync(
            new CorrectAgenda(meeting.Id, "Corrected."), Secretary(scene), id, CancellationToken.None)));

    /// <summary>Rarely after publication, when nothing obliges them to.</summary>
    private static Act CorrectMinutes(Scene scene, Meeting meeting) => new(
        meeting.Amendment is null ? Motive.Chance : Motive.Duty, meeting.Amendment is null ? 0.001 : 0.8,
        $"correct minutes {meeting.Id}", (process, id) =>
            Answer.OfAsync(process.Meetings.CorrectMinutesAsync(
                new CorrectMinutes(
                    meeting.Id, "As it was decided.")
                { Participants = [new Forums.Papers.PaperParticipant("Bo Skov", null)] },
                Secretary(scene), id, CancellationToken.None)));

    private static Forums.People.Actor Secretary(Scene scene) => scene.Cast.Actor(Cast.Secretary);
}
