namespace Workflow.Messaging.Inbound;

/// <summary>What is read of a mail. What is above is kept as received and held for a person.</summary>
public sealed record InboundLimits
{
    /// <summary>Bytes of the whole mail as received.</summary>
    public int Bytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Bytes of the headers, where only they are read.</summary>
    public int HeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Levels of parts within parts, and of mails within mails.</summary>
    public int Depth { get; init; } = 20;

    /// <summary>Parts on all levels together.</summary>
    public int Parts { get; init; } = 200;

    /// <summary>Bytes of all attachments together, decoded. Archives are never unpacked.</summary>
    public int ContentBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Characters of the text; what is beyond stays in the mail as received.</summary>
    public int TextChars { get; init; } = 500_000;

    /// <summary>
    /// Name (authserv-id, RFC 8601) of the receiving server whose word on a sender counts; null where nobody's does. That server
    /// must
    /// take out what a mail brings along under its name.
    /// </summary>
    public string? AuthenticationServer { get; init; }

    internal IEnumerable<string> Mistakes()
    {
        if (Bytes is < 64 * 1024 or > 200 * 1024 * 1024)
            yield return $"Mailbox:MaxBytes is {Bytes}: write 65536 to 209715200.";
    }
}
