namespace Workflow.Forums.Meetings;

/// <summary>
/// The event by which a meeting is joined from afar: what is wanted of a calendar, what it was asked for, and what it holds.
/// </summary>
public sealed record OnlineEvent
{
    /// <summary>The meeting's.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// When (UTC) it was first wanted: two installations that share a calendar may have meetings of the same id.
    /// </summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>
    /// From 1; one more when a person has taken the event out of the calendar and the meeting moves: then a new one is made.
    /// </summary>
    public int Generation { get; init; } = 1;

    /// <summary>Null: the meeting is cancelled, and no event is to stand.</summary>
    public EventFacts? Wanted { get; init; }

    /// <summary>
    /// As it was first asked for in this generation, and asked again until there is an answer: only the same question finds what
    /// an earlier one has made. Null where nothing was asked yet.
    /// </summary>
    public EventFacts? Asked { get; init; }

    /// <summary>As the calendar has it, as far as we know; null where it has none.</summary>
    public EventFacts? Held { get; init; }

    public string? EventId { get; init; }

    /// <summary>For those invited only: it stands in their letters, and nowhere else.</summary>
    public string? JoinUrl { get; init; }

    /// <summary>Every claim has its number: the answer to an older one is not the answer to a newer.</summary>
    public int Claims { get; init; }

    /// <summary>UTC; until then the one who has claimed it asks the calendar.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>How often in a row the calendar could not do what is wanted.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>When it is tried next (UTC); null for at once, and where it is given up.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>UTC; from then on it waits for a person. Null while it is tried.</summary>
    public DateTimeOffset? GivenUpAt { get; init; }

    /// <summary>Names the event for ever.</summary>
    public string Key => FormattableString.Invariant($"{Id}#{Generation}@{Since.UtcTicks}");
}

/// <summary>What is to be asked of the calendar next.</summary>
public enum EventStep
{
    None,
    Create,
    Move,
    Cancel,
}
