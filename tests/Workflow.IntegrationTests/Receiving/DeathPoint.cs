using System.Diagnostics;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Receiving;

/// <summary>
/// Where a process of its own is to die by <c>kill -9</c>, the first time it comes there: nothing is tidied up.
/// </summary>
internal sealed class DeathPoint(string name) : ITransactionProbe
{
    public const string Fetched = "the mails are fetched";
    public const string Read = "the first is read";
    public const string Storing = "mail, file, answer and receipt are written, nothing is committed";
    public const string Filed = "they are committed";
    public const string Settled = "the mail is put away";
    public const string Claimed = "the receipt is claimed";
    public const string Acknowledged = "the receipt has left";
    public const string Marked = "that it has left is written down";

    public static IReadOnlyList<string> All { get; } = [Fetched, Read, Storing, Filed, Settled, Claimed, Acknowledged, Marked];

    public void Reached(string point)
    {
        if (point != name)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    public void BeforeCommit(string what) => Reached(what == "fileMail" ? Storing : "");

    public void AfterCommit(string what) => Reached(what switch
    {
        "fileMail" => Filed,
        "claim letters" => Claimed,
        "mark letters" => Marked,
        _ => "",
    });
}

internal sealed class DyingMailbox(IMailbox inner, DeathPoint death) : IMailbox
{
    public async Task<IReadOnlyList<MailboxItem>> FetchAsync(int most, CancellationToken cancellationToken)
    {
        var items = await inner.FetchAsync(most, cancellationToken);
        death.Reached(DeathPoint.Fetched);
        return items;
    }

    public async Task SettleAsync(string uid, MailboxFolder folder, CancellationToken cancellationToken)
    {
        await inner.SettleAsync(uid, folder, cancellationToken);
        death.Reached(DeathPoint.Settled);
    }

    public Task WaitAsync(CancellationToken cancellationToken) => inner.WaitAsync(cancellationToken);
}

internal sealed class DyingReader(IMailReader inner, DeathPoint death) : IMailReader
{
    public async Task<InboundMail> ReadAsync(MailboxItem item, CancellationToken cancellationToken)
    {
        var mail = await inner.ReadAsync(item, cancellationToken);
        death.Reached(DeathPoint.Read);
        return mail;
    }
}

internal sealed class DyingTransport(IMailTransport inner, DeathPoint death) : IMailTransport
{
    public bool IsIdempotent => inner.IsIdempotent;

    public int Connections => inner.Connections;

    public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var result = await inner.SendAsync(letter, cancellationToken);
        death.Reached(DeathPoint.Acknowledged);
        return result;
    }
}
