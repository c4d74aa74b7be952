namespace Workflow.Activities.Ports;

/// <summary>Makes facts of a mail's bytes. What arrives is anybody's: no mail makes it throw, hang or write anything.</summary>
public interface IMailReader
{
    /// <summary>Reads the mail and has its attachments scanned, where a scanner is set up.</summary>
    Task<InboundMail> ReadAsync(MailboxItem item, CancellationToken cancellationToken);
}
