using Workflow.Forums.Bodies;

namespace Workflow.Forums.Deadlines;

/// <summary>
/// The plan of a meeting: everything counted from its date in the body's working days, what comes before it backward, what
/// comes after it forward, each station from the one it follows.
/// </summary>
public static class MeetingPlan
{
    public const string Call = "call";
    public const string Submission = "submission";
    public const string AgendaApproval = "agendaApproval";
    public const string Dispatch = "dispatch";
    public const string Material = "material";
    public const string MinutesDraft = "minutesDraft";
    public const string MinutesConsultation = "minutesConsultation";
    public const string MinutesApproval = "minutesApproval";
    public const string Publication = "publication";

    /// <param name="extraordinary">Called at short notice: the body's shorter plan counts for what comes before the
    /// meeting.</param>
    public static IReadOnlyList<PlannedDeadline> For(Body body, DateOnly date, bool extraordinary = false)
    {
        var notice = extraordinary ? body.ExtraordinaryMeetings : Notice(body.Meetings);
        var calendar = new WorkingCalendar(body.WorkingDays);
        var clock = new BodyClock(body.TimeZone);
        PlannedDeadline Before(string kind, int days)
        {
            var day = calendar.Back(date, days);
            return new(kind, day, clock.EndOfDay(day), DeadlineTexts.Back(days, body.WorkingDays));
        }

        return
        [
            Before(Call, notice.Call),
            Before(Submission, notice.Submission),
            Before(AgendaApproval, notice.AgendaApproval),
            Before(Dispatch, notice.Dispatch),
            Before(Material, notice.Material),
            .. Minutes(body, date, calendar, clock),
        ];
    }

    /// <summary>A body that approves its minutes at the meeting itself has no consultation on them.</summary>
    private static List<PlannedDeadline> Minutes(Body body, DateOnly date, WorkingCalendar calendar, BodyClock clock)
    {
        var stations = new List<PlannedDeadline>();
        var day = date;
        Add(MinutesDraft, "AfterMeeting", body.Meetings.MinutesDraft);
        if (body.MinutesApprovedAt == MinutesApprovalWay.SameMeeting)
        {
            Add(MinutesApproval, "AtTheMeeting", 0);
        }
        else
        {
            Add(MinutesConsultation, "AfterDraft", body.Meetings.MinutesConsultation);
            Add(MinutesApproval, "AfterConsultation", body.Meetings.MinutesApproval);
        }

        Add(Publication, "AfterApproval", body.Meetings.Publication);
        return stations;

        void Add(string kind, string rule, int days)
        {
            day = calendar.Forward(day, days);
            stations.Add(new(kind, day, clock.EndOfDay(day), DeadlineTexts.Forward(rule, days, body.WorkingDays)));
        }
    }

    private static NoticeRules Notice(MeetingRules rules) => new()
    {
        Call = rules.Call,
        Submission = rules.Submission,
        AgendaApproval = rules.AgendaApproval,
        Dispatch = rules.Dispatch,
        Material = rules.Material,
    };
}
