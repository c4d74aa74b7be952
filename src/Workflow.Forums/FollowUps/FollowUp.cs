namespace Workflow.Forums.FollowUps;

/// <summary>A promise made in a decision ("returns with a proposal in December").</summary>
public sealed record FollowUp
{
    public required string Id { get; init; }

    public required string ItemId { get; init; }

    public required string BodyId { get; init; }

    public required string Text { get; init; }

    public string? OwnerId { get; init; }

    /// <summary>First day of the month, or the day, it is due; null where the decision names none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The draft item made for the due meeting.</summary>
    public string? DraftItemId { get; init; }

    public DateTimeOffset? DoneAt { get; init; }
}
