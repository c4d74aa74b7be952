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
        [.. With(MandateRole.Chair).Concat(With(MandateRole.Member)).DistinctBy(person => person.Id)
            .OrderBy(person => person.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Person> With(MandateRole role) => rules.People.With(role, body.Id, Today);

    /// <summary>The first of the person's deputies who is there today, else a deputy of the body who is.</summary>
    /// <param name="mayNot">Whether the person with this id may not act.</param>
    public string? DeputyOf(Person person, Func<string, bool> mayNot) =>
        DeputyChain.Resolve(rules.People, person.Id, body.Id, Today, mayNot)?.Id
        ?? With(MandateRole.Deputy).FirstOrDefault(deputy =>
            deputy.Id != person.Id && !mayNot(deputy.Id) && !DeputyChain.IsAbsent(deputy, Today))?.Id;

    public bool IsAbsent(string personId) =>
        rules.People.Find(personId) is { } person && DeputyChain.IsAbsent(person, Today);
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
