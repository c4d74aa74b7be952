namespace Workflow.Forums.FollowUps;

/// <summary>Something the secretariat must do by hand, never forgotten: it stands on a ladder of its own until done.</summary>
public sealed record SecretariatTask
{
    public required string Id { get; init; }

    /// <summary>Stable name, such as <c>writeRecommendation</c> or <c>followUp</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the item, meeting, consultation or approval.</summary>
    public required string AboutId { get; init; }

    public string? ItemNumber { get; init; }

    /// <summary>
    /// Which of several under the same subject, such as a party's id: the same task is made once whatever the language of its
    /// text. Null where kind and subject, or the text, say it all.
    /// </summary>
    public string? Concerns { get; init; }

    public required string BodyId { get; init; }

    public required string Text { get; init; }

    /// <summary>UTC; null where nothing hangs on it.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>How often the secretariat was asked again.</summary>
    public int Reminders { get; init; }

    /// <summary>Ids of those of the secretariat who know of it: whoever comes into office later is told then.</summary>
    public IReadOnlyList<string> ToldIds { get; init; } = [];

    public DateTimeOffset? DoneAt { get; init; }

    public string? DoneById { get; init; }
}
