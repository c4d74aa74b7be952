using Workflow.Forums.People;

namespace Workflow.Forums.Approvals;

/// <summary>Who may stand in for whom in a body on a day. Nobody who is barred: the requester, whoever is recused.</summary>
internal sealed class Offices(PeopleRegister people, string bodyId, DateOnly today, IReadOnlySet<string> barred)
{
    public bool IsBarred(string personId) => barred.Contains(personId);

    public bool IsAway(string personId) => people.Find(personId) is not { } person || DeputyChain.IsAbsent(person, today);

    /// <summary>Whether the person is still asked in the role: the mandate runs, or no role was needed.</summary>
    public bool IsInOffice(Approver approver) => ApprovalPlans.Role(approver.Role) is { } role
        ? people.With(role, bodyId, today).Any(person => person.Id == approver.PersonId)
        : people.Find(approver.PersonId) is not null;

    /// <summary>
    /// Whoever has the office now and is not asked already; else the deputy the last mandate named, else a deputy of the
    /// body, else the secretariat.
    /// </summary>
    public Approver? Successor(Approver former, IReadOnlySet<string> taken)
    {
        if (ApprovalPlans.Role(former.Role) is { } role && Newest(role, taken) is { } successor)
            return As(successor, former.Role, former);
        if (LastDeputy(former) is { } deputy && MayAct(deputy, taken))
            return As(deputy, ApprovalPlans.RoleName(MandateRole.Deputy), former);
        if (First(MandateRole.Deputy, taken) is { } other)
            return As(other, ApprovalPlans.RoleName(MandateRole.Deputy), former);
        return First(MandateRole.Secretariat, taken) is { } secretary
            ? As(secretary, ApprovalPlans.RoleName(MandateRole.Secretariat), former)
            : null;
    }

    /// <summary>The first of the person's own chain who may act, else a deputy of the body.</summary>
    public string? DeputyOf(string personId, IReadOnlySet<string> taken) =>
        DeputyChain.Resolve(people, personId, bodyId, today, id => IsBarred(id) || taken.Contains(id))?.Id
        ?? First(MandateRole.Deputy, taken, except: personId)?.Id;

    public string? Secretary(IReadOnlySet<string> taken) => First(MandateRole.Secretariat, taken)?.Id;

    private static Approver As(Person person, string role, Approver former) =>
        new(person.Id, person.Name, role) { FollowsId = former.PersonId, FollowsName = former.Name };

    private Person? Newest(MandateRole role, IReadOnlySet<string> taken) => people.With(role, bodyId, today)
        .Where(person => !IsBarred(person.Id) && !taken.Contains(person.Id))
        .OrderByDescending(
            person =>
                person.Mandates.Where(mandate => mandate.Role == role && mandate.BodyId == bodyId).Max(mandate => mandate.From))
        .ThenBy(person => person.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    private Person? LastDeputy(Approver former)
    {
        var mandate = people.Find(former.PersonId)?.Mandates
            .Where(mandate => mandate.BodyId == bodyId && mandate.DeputyId is not null)
            .MaxBy(mandate => mandate.To ?? DateOnly.MaxValue);
        return mandate is null ? null : people.Find(mandate.DeputyId!);
    }

    private Person? First(MandateRole role, IReadOnlySet<string> taken, string? except = null) =>
        people.With(role, bodyId, today).FirstOrDefault(person => person.Id != except && MayAct(person, taken));

    private bool MayAct(Person person, IReadOnlySet<string> taken) =>
        !IsBarred(person.Id) && !taken.Contains(person.Id) && !DeputyChain.IsAbsent(person, today);
}
