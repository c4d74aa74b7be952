namespace Workflow.Forums.Routing;

/// <summary>Where an item goes after a decision, and why.</summary>
/// <param name="Row">Name of the row of the route table that decided.</param>
/// <param name="Reason">Readable by a person; names the row.</param>
public sealed record RouteRuling(RouteKind Kind, string Row, string Reason)
{
    /// <summary>Id of the body it goes to; null where it stays or the body is not configured.</summary>
    public string? ToBodyId { get; init; }

    /// <summary>Configured name of the body, else as written.</summary>
    public string? ToBody { get; init; }

    public DateOnly? ToDate { get; init; }

    /// <summary>Contradictions between plan and wording, to be shown.</summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];
}

public enum RouteKind
{
    Undecided,
    Ended,
    Referred,
    Postponed,
    Returned,
    Withdrawn,
    Hearing,
    ChairChooses,
}
