namespace Workflow.Forums.Inbound;

/// <summary>
/// A mail to us and what became of it. It is written once, when it is filed; only a held one changes, by a person.
/// </summary>
/// <param name="Id">SHA-256 (hex) of the bytes as received: the same mail again is the same row.</param>
/// <param name="Kind">What it was recognised as, such as <c>answer</c> or <c>outOfOffice</c>.</param>
/// <param name="ReceivedAt">UTC, by the mailbox.</param>
/// <param name="FiledAt">UTC.</param>
public sealed record ReceivedMail(string Id, string Kind, DateTimeOffset ReceivedAt, DateTimeOffset FiledAt)
{
    public required MailState State { get; init; }

    /// <summary>Why it is held or ignored, or how it was matched; a sentence for the secretariat.</summary>
    public required string Reason { get; init; }

    public string? MessageId { get; init; }

    public string? FromAddress { get; init; }

    public string? FromName { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Id of the consultation or meeting it belongs to; null where none is known.</summary>
    public string? SubjectId { get; init; }

    public string? PartyId { get; init; }

    /// <summary>A person wrote it, to us and not to a list: whoever it came from may be written to.</summary>
    public bool MayBeAnswered { get; init; }

    /// <summary>Whether all of it was fetched; of a mail above the limit only its headers are kept.</summary>
    public bool IsWhole { get; init; } = true;

    public long Size { get; init; }
}

public enum MailState
{
    /// <summary>It is written down where it belongs.</summary>
    Filed,

    /// <summary>Waits for the secretariat.</summary>
    Held,

    /// <summary>A machine's words that change nothing, or a person said that it is of no concern.</summary>
    Ignored,
}
