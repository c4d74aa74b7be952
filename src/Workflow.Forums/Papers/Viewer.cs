namespace Workflow.Forums.Papers;

/// <summary>Whose eyes a paper is made for.</summary>
/// <param name="Audience">Id of the body whose own text the reader may see.</param>
/// <param name="PersonId">Null for the public and the secretariat; a member sees closed items, unless recused.</param>
public sealed record Viewer(string Audience, string? PersonId = null)
{
    /// <summary>Members see closed items and attachments; the public does not.</summary>
    public bool SeesClosed { get; init; }

    public static Viewer Public(string bodyId) => new(bodyId);

    public static Viewer Member(string bodyId, string personId) => new(bodyId, personId) { SeesClosed = true };

    /// <summary>
    /// Takes part in one meeting without being of the body: sees what the public sees, less what they are recused from.
    /// </summary>
    public static Viewer Guest(string bodyId, string personId) => new(bodyId, personId);

    /// <summary>
    /// A member who reads behind a link: whoever has its address reads as well, so what is closed is left out, as from mails.
    /// </summary>
    public static Viewer Link(string bodyId, string personId) => new(bodyId, personId);

    /// <summary>All of the body's own, for its secretariat.</summary>
    public static Viewer Secretariat(string bodyId) => new(bodyId) { SeesClosed = true };
}
