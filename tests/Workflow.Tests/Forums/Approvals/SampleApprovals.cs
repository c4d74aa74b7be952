using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;

namespace Workflow.Tests.Forums.Approvals;

/// <summary>A council with two chairs, two deputies and a secretariat, and a request on its way.</summary>
internal static class SampleApprovals
{
    public const string Council = "council";

    public static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Today = new(2026, 5, 4);

    public static Person Anna => Chair("anna", "dorte");

    public static Person Bo => Chair("bo", "erik");

    public static Person Dorte => new("dorte", "Dorte", null);

    public static Person Erik => new("erik", "Erik", null);

    public static Person Kim => new("kim", "Kim", null) { Mandates = [new Mandate(Council, MandateRole.Secretariat)] };

    public static PeopleRegister Register(params IReadOnlyList<Person> people) => new(people);

    public static Person Chair(string id, string? deputyId, DateOnly? from = null, DateOnly? to = null) =>
        new(id, char.ToUpperInvariant(id[0]) + id[1..],
            null)
        { Mandates = [new Mandate(Council, MandateRole.Chair, from, to) { DeputyId = deputyId }] };

    public static Person Away(Person person, int from = 0, int to = 5) =>
        person with { Absences = [new Absence(Today.AddDays(from), Today.AddDays(to))] };

    public static ApprovalLevel Level(ApprovalRule rule, params string[] who) => new(who, rule) { Ladder = Body.DefaultLadder };

    /// <summary>Asked of both chairs; the rule decides how many of them must say yes.</summary>
    public static Approval Pending(ApprovalRule rule, params ApprovalLevel[] levels) => new()
    {
        Id = "approval.1",
        Kind = ApprovalKind.Agenda,
        AboutId = "meeting.1",
        BodyId = Council,
        Title = "Agenda",
        ContentHash = "hash1",
        Rule = rule,
        Levels = levels,
        Approvers = [new Approver("anna", "Anna", "chair"), new Approver("bo", "Bo", "chair")],
        AskedAt = Now,
        DueDay = new DateOnly(2026, 5, 8),
        Ladder = Body.DefaultLadder,
    };

    public static ApprovalAnswer Yes(string personId) => new(personId, true, null, "hash1", Now);

    public static ApprovalAnswer No(string personId) => new(personId, false, "Item 3 is missing.", "hash1", Now);

    /// <summary>Answered as the desk does it: who owes the answer is read on the day.</summary>
    public static Workflow.Forums.Ruling<Approval> Answer(
        Approval approval, ApprovalAnswer answer, PeopleRegister people, DateOnly? day = null) =>
        ApprovalRules.Answer(
            ApprovalDuties.Settle(approval, people, day ?? Today),
            answer,
            id => people.Find(id) is { } person && DeputyChain.IsAbsent(person, day ?? Today));
}
