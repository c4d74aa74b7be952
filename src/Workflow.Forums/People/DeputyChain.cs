namespace Workflow.Forums.People;

/// <summary>Who acts for a person: the deputy, or the deputy's deputy where that one is away too.</summary>
public static class DeputyChain
{
    /// <summary>Longer chains are a mistake in the register, and end in nobody.</summary>
    public const int MaxLength = 5;

    /// <summary>
    /// The first of the chain who is there on the day. Never the person again, and never the one who asked: nobody
    /// approves an own request through a chain.
    /// </summary>
    /// <param name="day">Local day in the body's zone; mandates and absences are read on it.</param>
    /// <param name="requesterId">Id of the person who asks; null where a machine does.</param>
    /// <returns>Null where the chain ends, turns back on itself or is too long without anybody who may act.</returns>
    public static Person? Resolve(PeopleRegister people, string personId, string bodyId, DateOnly day, string? requesterId) =>
        Resolve(people, personId, bodyId, day, id => string.Equals(id, requesterId, StringComparison.Ordinal));

    /// <param name="mayNot">Whether the person with this id may not act: the chain goes on behind them.</param>
    public static Person? Resolve(PeopleRegister people, string personId, string bodyId, DateOnly day, Func<string, bool> mayNot)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { personId };
        var current = people.Find(personId);
        for (var step = 0; step < MaxLength && current is not null; step++)
        {
            current = Deputy(people, current, bodyId, day);
            if (current is null || !seen.Add(current.Id))
                return null;
            if (!IsAbsent(current, day) && !mayNot(current.Id))
                return current;
        }

        return null;
    }

    public static bool IsAbsent(Person person, DateOnly day) =>
        person.Absences.Any(absence => absence.From <= day && day <= absence.To);

    private static Person? Deputy(PeopleRegister people, Person person, string bodyId, DateOnly day)
    {
        var mandate = person.Mandates.FirstOrDefault(mandate =>
            mandate.DeputyId is not null
            && string.Equals(mandate.BodyId, bodyId, StringComparison.Ordinal)
            && (mandate.From is null || mandate.From <= day)
            && (mandate.To is null || mandate.To >= day));
        return mandate is null ? null : people.Find(mandate.DeputyId!);
    }
}
