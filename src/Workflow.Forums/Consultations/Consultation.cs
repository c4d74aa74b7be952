namespace Workflow.Forums.Consultations;

public sealed record Consultation
{
    public required string Id { get; init; }

    public required ConsultationKind Kind { get; init; }

    public required string BodyId { get; init; }

    /// <summary>Names the version of the body's rules that it runs under; null for the first.</summary>
    public DateOnly? RulesFrom { get; init; }

    /// <summary>Id of the meeting (minutes) or the item (proposal, opinion) it is about.</summary>
    public required string AboutId { get; init; }

    public required string Title { get; init; }

    public required string Question { get; init; }

    /// <summary>The document asked about, at this version only.</summary>
    public required string DocumentHash { get; init; }

    public required DateTimeOffset OpensAt { get; init; }

    /// <summary>UTC; printed with a clock time in the body's zone.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Printed in the letter: what silence means.</summary>
    public required string SilenceRule { get; init; }

    public required IReadOnlyList<ConsultationParty> Parties { get; init; }

    public ConsultationState State { get; init; }

    /// <summary>From 1; an extension adds one. Deadlines are bound to it.</summary>
    public int Version { get; init; } = 1;

    public string? ExtendedReason { get; init; }

    /// <summary>The hearing note made at the close.</summary>
    public string? Note { get; init; }
}

public enum ConsultationKind
{
    Minutes,
    Proposal,
    Opinion,
}

public enum ConsultationState
{
    Open,
    Closed,
    Withdrawn,
}
