namespace Workflow.Activities.Ports;

/// <summary>
/// The facts of a mail: what it says of itself, and what it is. Everything in it was chosen by whoever sent it, also its
/// sender, date and recipients; texts have no control characters but line breaks, addresses are lower case.
/// </summary>
public sealed record InboundMail
{
    /// <summary>
    /// SHA-256 of the bytes as received (of the headers alone where the mail was too large to fetch), lower-case hexadecimal.
    /// </summary>
    public required string ContentHash { get; init; }

    /// <summary>Bytes of the whole mail.</summary>
    public required long Size { get; init; }

    /// <summary>UTC, by the mailbox.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public required InboundKind Kind { get; init; }

    /// <summary>
    /// Why <see cref="Kind"/> is what it is, for the secretariat: the header or phrase that decided, such as
    /// <c>Auto-Submitted</c>.
    /// </summary>
    public string? KindEvidence { get; init; }

    /// <summary>With angle brackets; null where there is none. Not unique: anybody can write any.</summary>
    public string? MessageId { get; init; }

    /// <summary>Lower case; null where none can be read.</summary>
    public string? FromAddress { get; init; }

    public string? FromName { get; init; }

    /// <summary>
    /// Whether the receiving server vouches for the sender's domain; not asked where no server is named for it.
    /// </summary>
    public SenderProof SenderProof { get; init; }

    /// <summary>No answer may ever be sent to it (RFC 5321, 4.5.5): a bounce or another machine's mail.</summary>
    public bool ReturnPathNull { get; init; }

    /// <summary>UTC, the sender's word.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>One line, at most 300 characters; empty where there is none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Addresses of To, Cc, Delivered-To and their kin, lower case, distinct.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>
    /// Of recipients <c>name+r…@</c>: 26 characters each, lower case, distinct. More than one is for a person to decide.
    /// </summary>
    public IReadOnlyList<string> ReplyTokens { get; init; } = [];

    /// <summary>
    /// Of recipients <c>name+b…@</c>: 24 hexadecimal digits each, lower case, distinct; they name our letter (see Verp).
    /// </summary>
    public IReadOnlyList<string> BounceTokens { get; init; } = [];

    /// <summary>
    /// Message-IDs it answers, with angle brackets, distinct, the nearest first: In-Reply-To, then References backwards.
    /// </summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>
    /// What the author wrote, quoted text and signature left out where that is safe; never empty where <see cref="FullText"/> is
    /// not.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>The whole text, quoted text included; HTML as plain text.</summary>
    public string FullText { get; init; } = "";

    public IReadOnlyList<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>
    /// For <see cref="InboundKind.Bounce"/> and <see cref="InboundKind.DelayNotice"/>, at least one; else none.
    /// </summary>
    public IReadOnlyList<InboundBounce> Bounces { get; init; } = [];

    /// <summary>For <see cref="InboundKind.CalendarReply"/> only.</summary>
    public InboundCalendarReply? CalendarReply { get; init; }

    public IReadOnlyList<InboundProblem> Problems { get; init; } = [];

    /// <summary>Sent on by a mailing list: an answer, but a receipt would go to all its members.</summary>
    public bool IsFromList { get; init; }

    /// <summary>Neither words nor a file of its author's.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && !Attachments.Any(file => file.IsFromTheAuthor);

    /// <summary>Whether a receipt may be sent: to a person, never to a machine (RFC 3834).</summary>
    public bool MayBeAcknowledged =>
        Kind == InboundKind.Answer && !ReturnPathNull && !IsFromList && FromAddress is not null && !MustBeHeld;

    /// <summary>Whether the secretariat must look at it first, whatever it seems to be an answer to.</summary>
    public bool MustBeHeld => Kind == InboundKind.Unreadable || Problems.Any(problem => problem != InboundProblem.CharsetGuessed);
}
