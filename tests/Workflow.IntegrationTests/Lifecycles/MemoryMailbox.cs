using System.Text;
using Workflow.Activities.Ports;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>An inbox in memory; it can die before a mail is put away.</summary>
internal sealed class MemoryMailbox(TimeProvider time) : IMailbox
{
    private readonly List<MailboxItem> _inbox = [];

    public Dictionary<string, MailboxFolder> Settled { get; } = [];

    public bool DiesBeforeSettling { get; set; }

    /// <summary>Of which mails (by their text) the server says that they cannot be moved.</summary>
    public Func<string, bool> RefusesToMove { get; set; } = _ => false;

    public void Arrive(string mail, DateTimeOffset? at = null)
    {
        var bytes = Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));
        _inbox.Add(new MailboxItem($"{_inbox.Count + Settled.Count + 1}", bytes, bytes.Length, true, at ?? time.GetUtcNow()));
    }

    public Task<IReadOnlyList<MailboxItem>> FetchAsync(int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MailboxItem>>([.. _inbox.Take(most)]);

    public Task SettleAsync(string uid, MailboxFolder folder, CancellationToken cancellationToken)
    {
        if (DiesBeforeSettling)
            throw new ProcessDeathException(new InvalidOperationException("Before the mail was put away."));
        if (_inbox.Find(item => item.Uid == uid) is { } found && RefusesToMove(Encoding.UTF8.GetString(found.Content.Span)))
            throw new MailboxUnreachableException("NO [OVERQUOTA]");
        _inbox.RemoveAll(item => item.Uid == uid);
        Settled[uid] = folder;
        return Task.CompletedTask;
    }

    public Task WaitAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
