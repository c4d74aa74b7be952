namespace Workflow.Activities.Ports;

/// <summary>One mail as it lies in the inbox.</summary>
/// <param name="Uid">What the mailbox calls it; for <see cref="IMailbox.SettleAsync"/> only. Another host may call it
/// otherwise.</param>
/// <param name="Content">The bytes as received; of a mail above the limit the headers alone.</param>
/// <param name="Size">Bytes of the whole mail, as the mailbox says.</param>
/// <param name="IsWhole">False where it is above the limit and was not fetched: its text and attachments lie in the mailbox
/// only.</param>
/// <param name="ReceivedAt">UTC: when the mailbox got it. It decides what is late; the mail's own date is the sender's
/// word.</param>
public sealed record MailboxItem(string Uid, ReadOnlyMemory<byte> Content, long Size, bool IsWhole, DateTimeOffset ReceivedAt)
{
    /// <summary>
    /// What tells a mail from all others at every fetch and on every host, where its bytes may be made anew each time; null where
    /// the bytes are as received and tell it themselves.
    /// </summary>
    public string? Identity { get; init; }
}
