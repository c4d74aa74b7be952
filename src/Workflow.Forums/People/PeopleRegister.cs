namespace Workflow.Forums.People;

/// <summary>
/// Everybody a host knows, as the file outside the repository said when it was last read. One reading may be put in the place of
/// another at any moment: whoever asks twice may be told of two of them.
/// </summary>
public sealed class PeopleRegister(IEnumerable<Person> people)
{
    private volatile SortedDictionary<string, Person> _people =
        new(people.ToDictionary(person => person.Id, StringComparer.Ordinal), StringComparer.Ordinal);

    public IReadOnlyCollection<Person> All => _people.Values;

    public Person? Find(string id) => _people.GetValueOrDefault(id);

    /// <summary>Those who have the role in the body on the day, by id.</summary>
    public IReadOnlyList<Person> With(MandateRole role, string bodyId, DateOnly day) =>
    [
        .. All.Where(person => person.Mandates.Any(mandate =>
            mandate.Role == role
            && string.Equals(mandate.BodyId, bodyId, StringComparison.Ordinal)
            && (mandate.From is null || mandate.From <= day)
            && (mandate.To is null || mandate.To >= day))),
    ];

    /// <summary>From now on everybody is told what the newer reading says.</summary>
    public void Take(PeopleRegister newer) => _people = newer._people;
}
