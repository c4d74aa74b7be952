using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.People;

namespace Workflow.Forums.Approvals;

/// <summary>Reads a body's rules of approval. A body that says nothing has one level: its chairs.</summary>
public static class ApprovalPlans
{
    /// <summary>Role of an approver who is named in person.</summary>
    public const string PersonRole = "person";

    private static readonly MandateRole[] Answerable = [MandateRole.Chair, MandateRole.MeetingLeader, MandateRole.Secretariat];

    /// <returns>The levels, each with its ladder; null where the body asks nobody.</returns>
    public static IReadOnlyList<ApprovalLevel>? Of(Body body, ApprovalSubject subject)
    {
        var plan = body.Approvals.FirstOrDefault(plan => plan.Subject == subject)?.Levels ?? Usual(body, subject);
        return plan is null ? null : [.. plan.Select(level => level with { Ladder = level.Ladder ?? body.Ladder })];
    }

    /// <summary>The body's chairs alone, by its rule for minutes.</summary>
    public static IReadOnlyList<ApprovalLevel> ChairsForMinutes(Body body) =>
        [new ApprovalLevel([RoleName(MandateRole.Chair)], body.MinutesApproval) { Ladder = body.Ladder }];

    /// <summary>
    /// Those whom a level asks on the day. Where nobody holds a role, the chairs answer for it, else the meeting leaders,
    /// else the secretariat: a level without anybody would wait for ever.
    /// </summary>
    public static IReadOnlyList<Approver> Approvers(ApprovalLevel level, PeopleRegister people, string bodyId, DateOnly today)
    {
        var named = level.Who.SelectMany(who => Named(who, people, bodyId, today))
            .DistinctBy(approver => approver.PersonId).ToList();
        if (named.Count > 0)
            return named;
        return Answerable.Select(role => InRole(role, people, bodyId, today)).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    /// <summary>
    /// The last day of a level that is asked today; never a day that is past, so that its ladder has rungs left.
    /// </summary>
    /// <param name="planned">Local day that the plan gives the whole approval.</param>
    public static DateOnly DueDay(ApprovalLevel level, Body body, DateOnly today, DateOnly planned)
    {
        var calendar = new WorkingCalendar(body.WorkingDays);
        return level.WorkingDays is { } days ? calendar.Forward(today, days)
            : planned >= today ? planned
            : calendar.Forward(today, 1);
    }

    public static string RoleName(MandateRole role) => char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..];

    /// <returns>Null for what is no role's name: the id of a person.</returns>
    public static MandateRole? Role(string name)
    {
        foreach (var role in Enum.GetValues<MandateRole>())
        {
            if (string.Equals(RoleName(role), name, StringComparison.Ordinal))
                return role;
        }

        return null;
    }

    private static IReadOnlyList<ApprovalLevel>? Usual(Body body, ApprovalSubject subject) => subject switch
    {
        ApprovalSubject.Agenda => [new ApprovalLevel([RoleName(MandateRole.Chair)], body.AgendaApproval)],
        ApprovalSubject.Item when body.ItemApproval => [new ApprovalLevel([RoleName(MandateRole.Chair)], body.AgendaApproval)],
        _ => null,
    };

    private static IReadOnlyList<Approver> Named(string who, PeopleRegister people, string bodyId, DateOnly today)
    {
        if (Role(who) is { } role)
            return InRole(role, people, bodyId, today);
        return people.Find(who) is { } person ? [new Approver(person.Id, person.Name, PersonRole)] : [];
    }

    private static IReadOnlyList<Approver> InRole(MandateRole role, PeopleRegister people, string bodyId, DateOnly today) =>
        [.. people.With(role, bodyId, today).Select(person => new Approver(person.Id, person.Name, RoleName(role)))];
}
