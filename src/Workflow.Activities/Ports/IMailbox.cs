namespace Workflow.Activities.Ports;

/// <summary>
/// Where mail to us comes in: a folder, an IMAP mailbox, Graph. It says what lies there and puts away what was filed; it judges
/// nothing and loses nothing. A mail stays in the inbox until it is settled, so a process that dies between filing and
/// settling sees it again: who files it knows it by its <see cref="MailboxItem.Identity"/>, or by the hash of its bytes.
/// </summary>
public interface IMailbox
{
    /// <summary>
    /// What lies in the inbox, oldest first. Fewer than <paramref name="most"/> where the mails are big: together they hold no
    /// more in memory than a few of the largest. What lies unsettled is offered again by the next call.
    /// </summary>
    /// <exception cref="MailboxUnreachableException">Nothing could be read; to be tried again later.</exception>
    Task<IReadOnlyList<MailboxItem>> FetchAsync(int most, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a mail away. Settling what is no longer there (another host was quicker, a person moved it) is no error and does
    /// nothing.
    /// </summary>
    /// <exception cref="MailboxUnreachableException">It may lie in the inbox still; to be tried again later.</exception>
    Task SettleAsync(string uid, MailboxFolder folder, CancellationToken cancellationToken);

    /// <summary>
    /// Comes back when there may be something new, and in any case after a while. A lost connection ends it, too.
    /// </summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
