namespace Workflow.Forums.Publications;

/// <summary>A page made for readers, at one version; superseded, never overwritten.</summary>
public sealed record Publication
{
    public required string Id { get; init; }

    /// <summary>agenda, minutes, hearingNote or draftAgenda (another body's next agenda, not public).</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the meeting or consultation.</summary>
    public required string AboutId { get; init; }

    /// <summary>Id of the body whose eyes the page is made for; null for the public.</summary>
    public string? Audience { get; init; }

    public required int Version { get; init; }

    /// <summary>Relative path with forward slashes, such as <c>published/…/agenda-v1.html</c>.</summary>
    public required string Path { get; init; }

    public required string Content { get; init; }

    /// <summary>SHA-256 (hex) of the UTF-8 bytes of the content.</summary>
    public required string ContentHash { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>When the file was written; null until then.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>How often it could not be written.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed; null where none has.</summary>
    public string? Failure { get; init; }

    /// <summary>When it is tried next (UTC); null for at once, and where it is given up.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>When the last try was made (UTC): from then on it waits for a person. Null while it is tried.</summary>
    public DateTimeOffset? GivenUpAt { get; init; }
}
