using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.People;

namespace Workflow.Activities.Kernel;

/// <summary>Who holds which role in a body at a moment.</summary>
internal sealed class Roles(ForumRules rules, Body body, DateTimeOffset now)
{
    public DateOnly Today { get; } = new BodyClock(body.TimeZone).Day(now);

    public IReadOnlyList<Person> Chairs => With(MandateRole.Chair);

    public IReadOnlyList<Person> Secretariat => With(MandateRole.Secretariat);

    public IReadOnlyList<Person> Members =>
        [.. With(MandateRole.Chair).Concat(With(MandateRole.Member)).DistinctBy(person => person.Id).OrderBy(person => person.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Person> With(MandateRole role) => rules.People.With(role, body.Id, Today);

    /// <summary>The deputy named in the person's mandate, else the body's deputy.</summary>
    public string? DeputyOf(Person person)
    {
        var mandate = person.Mandates.FirstOrDefault(mandate => mandate.BodyId == body.Id && mandate.Role == MandateRole.Chair);
        return mandate?.DeputyId ?? With(MandateRole.Deputy).FirstOrDefault(deputy => deputy.Id != person.Id)?.Id;
    }

    public bool IsAbsent(string personId) => rules.People.Find(personId) is { } person
        && person.Absences.Any(absence => absence.From <= Today && Today <= absence.To);
}

/// <summary>Where letters go.</summary>
internal static class Recipients
{
    /// <summary>Null for somebody without an address: nobody can write to them.</summary>
    public static Recipient? Of(Person? person) =>
        person?.Address is { Length: > 0 } address ? new Recipient(person.Id, person.Name, address) : null;

    public static IEnumerable<Recipient> Of(IEnumerable<Person> people) =>
        people.Select(Of).OfType<Recipient>();
}
