namespace Workflow.Activities.Ports;

/// <summary>A file that came with a mail.</summary>
/// <param name="Name">Made harmless: no path, no control character, no device name, 1 to 120 characters, unique in the
/// mail.</param>
/// <param name="MediaType">As the mail says, lower case; not checked against the content.</param>
/// <param name="Hash">SHA-256 of the content, lower-case hexadecimal.</param>
public sealed record InboundAttachment(
    string Name, string MediaType, string Hash, ReadOnlyMemory<byte> Content, AttachmentFlags Flags)
{
    public ScanVerdict Scan { get; init; } = ScanVerdict.NotScanned;

    /// <summary>Of files of answers alone; others are not looked into.</summary>
    public SearchVerdict Search { get; init; } = SearchVerdict.NotSearched;

    public long Size => Content.Length;

    /// <summary>False for what belongs to the mail's own form: signatures.</summary>
    public bool IsFromTheAuthor => !Flags.HasFlag(AttachmentFlags.Signature);

    /// <summary>Shown within the text: a drawing put in, or the logo of whoever writes.</summary>
    public bool IsInline => Flags.HasFlag(AttachmentFlags.Inline);
}
