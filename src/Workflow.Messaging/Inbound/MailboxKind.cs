namespace Workflow.Messaging.Inbound;

/// <summary>Where answers are read from.</summary>
public enum MailboxKind
{
    /// <summary>A folder with <c>.eml</c> files.</summary>
    Folder,

    Imap,

    /// <summary>A mailbox at Microsoft 365.</summary>
    Graph,
}
