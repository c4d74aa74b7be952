using Workflow.Forums.Bodies;

namespace Workflow.Forums.Deadlines;

/// <summary>The plan of a meeting: everything counted backward from its date, in the body's working days.</summary>
public static class MeetingPlan
{
    public const string Call = "call";
    public const string Submission = "submission";
    public const string AgendaApproval = "agendaApproval";
    public const string Dispatch = "dispatch";
    public const string Material = "material";
    public const string MinutesDraft = "minutesDraft";

    public static IReadOnlyList<PlannedDeadline> For(Body body, DateOnly date)
    {
        var calendar = new WorkingCalendar(body.WorkingDays);
        var clock = new BodyClock(body.TimeZone);
        PlannedDeadline Before(string kind, int days) => Planned(kind, calendar.Back(date, days), "RuleBack", days);
        PlannedDeadline Planned(string kind, DateOnly day, string rule, int days) =>
            new(kind, day, clock.EndOfDay(day), DeadlineTexts.Rule(rule, days, body.WorkingDays));
        return
        [
            Before(Call, body.Meetings.Call),
            Before(Submission, body.Meetings.Submission),
            Before(AgendaApproval, body.Meetings.AgendaApproval),
            Before(Dispatch, body.Meetings.Dispatch),
            Before(Material, body.Meetings.Material),
            Planned(MinutesDraft, calendar.Forward(date, body.Meetings.MinutesDraft), "RuleForward", body.Meetings.MinutesDraft),
        ];
    }
}
