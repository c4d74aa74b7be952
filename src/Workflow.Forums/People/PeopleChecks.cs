using Workflow.Forums.Bodies;

namespace Workflow.Forums.People;

/// <summary>What can be said of people only when all are known, and what no type can say of one.</summary>
internal static class PeopleChecks
{
    public static IEnumerable<PeopleFileMistake> Mistakes(IReadOnlyList<Person> people, BodyRegister? bodies)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var known = people.Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < people.Count; index++)
        {
            var path = $"$.people[{index}]";
            if (!seen.Add(people[index].Id))
                yield return new PeopleFileMistake(path + ".id", PeopleFileTexts.Twice(people[index].Id));
            if (people[index].Address is { } address && !IsAddress(address))
                yield return new PeopleFileMistake(path + ".address", PeopleFileTexts.NoAddress(address));
            foreach (var mistake in Mandates(people[index], known, bodies, path).Concat(Absences(people[index], path)))
                yield return mistake;
        }

        foreach (var body in bodies?.All ?? [])
        {
            foreach (var (member, personId) in ApprovalChecks.Persons(body).Where(named => !known.Contains(named.PersonId)))
                yield return new PeopleFileMistake("$.people", PeopleFileTexts.UnknownApprover(personId, body.Id, member));
        }
    }

    private static IEnumerable<PeopleFileMistake> Mandates(
        Person person, HashSet<string> known, BodyRegister? bodies, string path)
    {
        for (var index = 0; index < person.Mandates.Count; index++)
        {
            var mandate = person.Mandates[index];
            var at = $"{path}.mandates[{index}]";
            if (bodies is not null && bodies.Find(mandate.BodyId) is null)
                yield return new PeopleFileMistake(at + ".bodyId", PeopleFileTexts.UnknownBody(mandate.BodyId));
            if (mandate.To < mandate.From)
                yield return new PeopleFileMistake(at + ".to", PeopleFileTexts.EndsBeforeItBegins);
            if (mandate.DeputyId == person.Id)
                yield return new PeopleFileMistake(at + ".deputyId", PeopleFileTexts.OwnDeputy(person.Id));
            else if (mandate.DeputyId is { } deputy && !known.Contains(deputy))
                yield return new PeopleFileMistake(at + ".deputyId", PeopleFileTexts.UnknownPerson(deputy));
        }
    }

    private static IEnumerable<PeopleFileMistake> Absences(Person person, string path) =>
        from absence in person.Absences.Select((period, index) => (period, index))
        where absence.period.To < absence.period.From
        select new PeopleFileMistake($"{path}.absences[{absence.index}].to", PeopleFileTexts.EndsBeforeItBegins);

    /// <summary>
    /// Not the whole grammar of addresses: enough that no header of a letter can be broken by one, and that it can be
    /// sent to at all.
    /// </summary>
    private static bool IsAddress(string address) =>
        address.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>' or '"');
}
