namespace Workflow.Forums.Letters;

/// <summary>A mail to one recipient, rendered when it was decided: what was decided is what is sent.</summary>
public sealed record Letter
{
    /// <summary>Stable, derived from subject, kind, recipient and version; also the key against sending twice.</summary>
    public required string MessageId { get; init; }

    /// <summary>Stable name, such as <c>invitation</c>, <c>reminder</c>, <c>approvalRequest</c>, <c>escalation</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the item, meeting, consultation or approval.</summary>
    public required string AboutId { get; init; }

    public required string ToPersonId { get; init; }

    public required string ToName { get; init; }

    public required string ToAddress { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>iCalendar body with its method; null for an ordinary letter.</summary>
    public CalendarPart? Calendar { get; init; }

    /// <summary>The document itself, for those who have no other way to read it; null for none.</summary>
    public LetterAttachment? Attachment { get; init; }

    /// <summary>
    /// UTC; when the letter was decided and rendered. The mail's Date header, so that a second try is the same bytes.
    /// </summary>
    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>
    /// Version of the subject that the letter was written for, with the rung behind a slash; part of the Message-ID. A letter
    /// that asks for something is not sent once its subject has a newer version.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Where an answer by mail is recognised by its token; null for the sender's own address.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// Message-IDs of earlier letters of the same thread, the oldest first: mail programs show them together. Of a receipt the
    /// last is the mail it answers.
    /// </summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Why this person gets it, shown to operators and at the foot of the letter.</summary>
    public required string Reason { get; init; }
}

/// <param name="Method">REQUEST or CANCEL.</param>
public sealed record CalendarPart(string Method, string Content);
