using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.People;

namespace Workflow.Simulation.World;

/// <summary>The invented bodies and people of a seed.</summary>
internal sealed class Cast
{
    public const string Secretary = "secretary";
    public const string Owner = "owner";
    public const string Outsider = "outsider";

    private static readonly LadderStep[] PassingLadder =
    [
        new("reminder", -2, "approver", RungEffect.Inform),
        new("overdue", 1, "secretariat", RungEffect.Inform),
        new("silence", 3, "approver", RungEffect.PassBySilence),
    ];

    private static readonly LadderStep[] PullingLadder =
    [
        new("due", 0, "approver", RungEffect.Inform),
        new("deputy", 1, "deputy", RungEffect.HandOver),
        new("pull", 3, "chair", RungEffect.Pull),
    ];

    private readonly Dice _dice;
    private readonly DateOnly _from;
    private readonly DateOnly _to;

    public Cast(Dice dice, DateOnly from, DateOnly to)
    {
        (_dice, _from, _to) = (dice, from, to);
        Bodies = new BodyRegister(Invent());
        People = new PeopleRegister(Bodies.All.SelectMany(PeopleOf).Concat(Everywhere()));
    }

    public BodyRegister Bodies { get; }

    public PeopleRegister People { get; }

    public Actor Actor(string personId) => new(personId, People.Find(personId)?.Name ?? personId);

    private IEnumerable<Body> Invent()
    {
        var (third, changes) = (_dice.Chance(0.5), _dice.Chance(0.35));
        // The last day of the upper body: from then on its items go to the council that follows it.
        var last = changes ? _from.AddDays(_dice.Between(60, Math.Max(61, _to.DayNumber - _from.DayNumber))) : (DateOnly?)null;
        yield return Rules(Changing(new Body { Id = "lower", Name = "Lower Forum", Kind = "professional", RefersTo = "upper" }));
        yield return Rules(new Body { Id = "upper", Name = "Upper Committee", Kind = "political" }) with
        {
            ValidTo = last,
            Successor = changes ? "council" : null,
        };
        if (third)
            yield return Rules(new Body { Id = "side", Name = "Side Board", Kind = "professional", RefersTo = "lower" });
        if (changes)
            yield return Rules(
                new Body { Id = "council", Name = "New Council", Kind = "council" }) with
            { ValidFrom = last!.Value.AddDays(1) };
    }

    private Body Rules(Body body) => body with
    {
        Language = "en",
        AgendaApproval = _dice.Pick([ApprovalRule.AnyOne, ApprovalRule.All, ApprovalRule.BothChairs]),
        MinutesApproval = _dice.Pick([ApprovalRule.AnyOne, ApprovalRule.All]),
        MinutesApprovedAt = _dice.Chance(0.5) ? MinutesApprovalWay.NextMeeting : MinutesApprovalWay.SameMeeting,
        ItemApproval = _dice.Chance(0.3),
        Approvals = _dice.Chance(0.3) ? [Levels()] : [],
        ItemConsultation = _dice.Chance(0.3)
            ? new ItemConsultationRule(
                [new ConsultedParty("party-a", "Party A", "a@forum.invalid"),
                new("party-b", "Party B", "b@forum.invalid")], 4, "Any remarks?")
            : null,
        Ladder = _dice.Pick<IReadOnlyList<LadderStep>>([Body.DefaultLadder, PassingLadder, PullingLadder]),
        Meetings = new MeetingRules
        {
            Room = _dice.Chance(0.3) ? 2 : 30,
            ChairChoice = _dice.Between(2, 6),
            SecretariatTask = _dice.Between(2, 8),
        },
    };

    /// <summary>Other rules from some day on: what has begun before goes on as it began.</summary>
    private Body Changing(Body body) => !_dice.Chance(0.5) ? body : body with
    {
        Rules =
        [
            new RuleChange
            {
                From = _from.AddDays(_dice.Between(10, 80)),
                AgendaApproval = _dice.Pick([ApprovalRule.AnyOne, ApprovalRule.All]),
                ItemApproval = _dice.Chance(0.5),
                Ladder = _dice.Pick<IReadOnlyList<LadderStep>>([PassingLadder, PullingLadder]),
            },
        ],
    };

    /// <summary>The secretariat first, then the chairs.</summary>
    private ApprovalPlan Levels() => new(
        _dice.Pick([ApprovalSubject.Agenda, ApprovalSubject.Minutes, ApprovalSubject.Item]),
        [
            new ApprovalLevel(
                ["secretariat"]) { WorkingDays = _dice.Between(1, 3), Ladder = _dice.Chance(0.5) ? PassingLadder : null },
            new ApprovalLevel(["chair"], _dice.Pick([ApprovalRule.AnyOne, ApprovalRule.All])),
        ]);

    private IEnumerable<Person> PeopleOf(Body body)
    {
        yield return Member(body, "chair", MandateRole.Chair, $"{body.Id}.deputy");
        yield return Member(body, "cochair", MandateRole.Chair, _dice.Chance(0.5) ? $"{body.Id}.chair" : null);
        yield return Member(body, "deputy", MandateRole.Deputy, null);
        if (_dice.Chance(0.4))
            yield return Member(body, "member", MandateRole.Member, null);
        // One without an address, or with a mailbox that is always full: nobody can write to this one.
        yield return Member(body, "far", MandateRole.Member, null) with
        {
            Address = _dice.Chance(0.5) ? null : PostOffice.Full + body.Id + "@forum.invalid",
        };
    }

    private Person Member(Body body, string role, MandateRole mandate, string? deputy)
    {
        var id = $"{body.Id}.{role}";
        // A mandate may end in the middle of things.
        var to = _dice.Chance(0.15) ? _from.AddDays(_dice.Between(20, 200)) : (DateOnly?)null;
        return new Person(id, $"{role} of {body.Name}", id + "@forum.invalid")
        {
            Mandates = [new Mandate(body.Id, mandate, null, role == "chair" ? null : to) { DeputyId = deputy }],
            Absences = Absences(),
        };
    }

    private Absence[] Absences()
    {
        if (!_dice.Chance(0.4))
            return [];
        var from = _from.AddDays(_dice.Between(0, 150));
        return [new Absence(from, from.AddDays(_dice.Between(1, 21)))];
    }

    private IEnumerable<Person> Everywhere() =>
    [
        new(Secretary, "Secretary of all", "secretary@forum.invalid")
        {
            Mandates = [.. Bodies.All.Select(body => new Mandate(body.Id, MandateRole.Secretariat))],
        },
        new(Owner, "Owner of items", "owner@forum.invalid"),
        new(Outsider, "Somebody else", "outsider@forum.invalid"),
    ];
}
