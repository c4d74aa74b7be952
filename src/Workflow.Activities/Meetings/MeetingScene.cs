using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

/// <summary>A meeting within one transaction: what is known of it, and what is changed.</summary>
internal sealed class MeetingScene
{
    /// <summary>Kind of the deadlines that belong to a meeting.</summary>
    public const string Kind = "meeting";

    private MeetingScene(ForumSession session, ForumRules rules, Meeting meeting) =>
        (Session, Rules, Meeting, Body) = (session, rules, meeting, rules.Bodies.Get(meeting.BodyId, meeting.RulesFrom));

    public ForumSession Session { get; }

    public ForumRules Rules { get; }

    public Body Body { get; }

    public Meeting Meeting { get; private set; }

    /// <summary>Who has which role on the day of the meeting: whoever leaves the body before it is not invited.</summary>
    public Roles Roles => new(Rules, Body, Clock.Utc(Meeting.Date, Meeting.Time));

    public BodyClock Clock => new(Body.TimeZone);

    /// <summary>The day on which this happens.</summary>
    public DateOnly Today => Clock.Day(Session.Now);

    /// <summary>
    /// A cancellation is decided at once and reaches the lifecycle as a signal: until then nothing more may be set in motion.
    /// </summary>
    public bool IsCancelled => Meeting.State == MeetingState.Cancelled;

    /// <summary>Id of the person whose act this is; null for a machine.</summary>
    public string? Author => Rules.People.Find(Session.Actor.Id)?.Id;

    public static async Task<MeetingScene> OfAsync(
        ForumSession session, ForumRules rules, string meetingId, CancellationToken cancellationToken) =>
        new(session, rules, await session.Meetings.GetAsync(meetingId, cancellationToken).ConfigureAwait(false));

    public static MeetingScene Of(ForumSession session, ForumRules rules, Meeting meeting) => new(session, rules, meeting);

    public PlannedDeadline Planned(string kind) => Meeting.Plan.FirstOrDefault(deadline => deadline.Kind == kind)
        ?? throw new PermanentActivityException($"Meeting '{Meeting.Id}' has no '{kind}' in its plan.");

    public PlanStatus Status() => BackwardPlan.Of(Meeting, Body, Session.Now);

    public void Change(Meeting changed)
    {
        Session.Meetings.Update(changed);
        Meeting = changed;
    }

    /// <summary>A cancelled meeting stays cancelled.</summary>
    public void Advance(MeetingState state)
    {
        if (!IsCancelled)
            Change(Meeting with { State = state });
    }

    /// <summary>A station of the plan is reached now.</summary>
    public void Reach(params ReadOnlySpan<string> stations)
    {
        foreach (var station in stations)
            Change(MeetingTransitions.Reach(Meeting, station, Session.Now));
    }

    public void Told(IEnumerable<Recipient> people) =>
        Change(Meeting with
        {
            ToldPersonIds = [.. Meeting.ToldPersonIds.Union(people.Select(to => to.PersonId)).Order(StringComparer.Ordinal)],
        });

    public void Audit(string act, string text, params (string Name, string? Value)[] facts) => Session.Audit(
        Meeting.Id, act, text, facts.Where(fact => fact.Value is not null).ToDictionary(fact => fact.Name, fact => fact.Value!));

    /// <summary>Bound to the schedule: a move makes it void.</summary>
    public Task AddDeadlineAsync(string rung, DateTimeOffset due, CancellationToken cancellationToken) =>
        Session.AddDeadlineAsync(
            new DeadlineRequest(Meeting.Id, Kind, rung, Meeting.ScheduleVersion, due, Signals.DeadlineDue), cancellationToken);

    /// <summary>Rows of an earlier schedule are cancelled with the move; this is the second lock on the same door.</summary>
    public bool IsDue(Signal signal, string rung)
    {
        if (signal.Data.GetValueOrDefault("rung") == rung
            && signal.Data.GetValueOrDefault("subjectVersion") == Meeting.ScheduleVersion.ToString(CultureInfo.InvariantCulture))
            return true;
        Audit("stale", MeetingTexts.Say("Stale", signal.Data.GetValueOrDefault("rung")));
        return false;
    }

    /// <summary>A letter about this meeting is told once per schedule.</summary>
    /// <param name="why">Key of the sentence that says why this person gets it.</param>
    public Envelope Envelope(Recipient to, string why, string? version = null) => new(
        to,
        Body,
        BodyLanguage.Of(Body, () => MeetingTexts.Say(why, Body.Name)),
        Session.Now,
        version ?? Meeting.ScheduleVersion.ToString(CultureInfo.InvariantCulture));
}
