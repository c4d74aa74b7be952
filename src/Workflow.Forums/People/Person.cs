namespace Workflow.Forums.People;

/// <summary>A person or office that the product writes to or that acts in it.</summary>
/// <param name="Address">E-mail address.</param>
public sealed record Person(string Id, string Name, string? Address)
{
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    /// <summary>Ids of items' case owners may match by name; other names the person is printed under.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<Absence> Absences { get; init; } = [];
}

/// <summary>A role in a body for a period; both days included, null for open.</summary>
public sealed record Mandate(string BodyId, MandateRole Role, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>Id of the person who acts for this one when the duty is handed over or during absence.</summary>
    public string? DeputyId { get; init; }
}

public enum MandateRole
{
    Member,
    Chair,
    Deputy,
    MeetingLeader,
    Secretariat,
    ItemOwner,
    Presenter,
    Guest,
}

/// <summary>Both days included.</summary>
public sealed record Absence(DateOnly From, DateOnly To);
