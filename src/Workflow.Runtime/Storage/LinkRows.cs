using Workflow.Forums.Links;

namespace Workflow.Runtime.Storage;

internal sealed class LinkRow
{
    /// <summary>SHA-256 (hex): the token itself stands in the letter only.</summary>
    public string TokenHash { get; set; } = "";

    public LinkPurpose Purpose { get; set; }

    public string SubjectId { get; set; } = "";

    public string PartyId { get; set; } = "";

    public int SubjectVersion { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public string? DocumentHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedWhy { get; set; }
}

/// <summary>Something only the service may know, made once per database.</summary>
internal sealed class SecretRow
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}
