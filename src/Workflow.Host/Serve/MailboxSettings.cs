using Workflow.Messaging.Inbound;
using Workflow.Messaging.Smtp;

namespace Workflow.Host.Serve;

/// <summary>
/// Section <c>Workflow:Mailbox</c>: where answers are read from. Without it the folder <c>inbox</c> below the data folder. The
/// password comes from the environment or a secret store, and is never logged.
/// </summary>
public sealed class MailboxSettings
{
    /// <summary>Folder, Imap or Graph; without it Imap where a host is given, else Folder.</summary>
    public MailboxKind? Kind { get; set; }

    public string? Host { get; set; }

    public int Port { get; set; } = 993;

    /// <summary>Tls (the default), StartTls or None.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Of the mail server (INBOX), or on the disk.</summary>
    public string? Folder { get; set; }

    public string ProcessedFolder { get; set; } = "Processed";

    public string HeldFolder { get; set; } = "Held";

    /// <summary>The one certificate that is trusted, where no authority has signed the server's.</summary>
    public string? CertificateSha256 { get; set; }

    /// <summary>How often the mailbox is looked at, at least.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A mail above it is held unread.</summary>
    public int MaxBytes { get; set; } = new InboundLimits().Bytes;

    /// <summary>
    /// Authserv-id of the receiving server whose <c>dmarc=pass</c> is asked for where only the sender says whose a mail is.
    /// </summary>
    public string? AuthenticationServer { get; set; }

    /// <param name="dataFolder">Holds the folder that is read where nothing else is said.</param>
    /// <param name="scannerCommand">Setting <c>Mail:ScannerCommand</c>.</param>
    public InboundOptions ToOptions(string dataFolder, string? scannerCommand)
    {
        var kind = Kind ?? (string.IsNullOrWhiteSpace(Host) ? MailboxKind.Folder : MailboxKind.Imap);
        return new InboundOptions
        {
            Kind = kind,
            Folder = Folder ?? Path.Combine(dataFolder, "inbox"),
            Imap = kind == MailboxKind.Imap ? Imap() : null,
            Limits = new InboundLimits
            {
                Bytes = MaxBytes,
                AuthenticationServer = string.IsNullOrWhiteSpace(AuthenticationServer) ? null : AuthenticationServer.Trim(),
            },
            ScannerCommand = scannerCommand,
        };
    }

    private ImapOptions Imap() => new()
    {
        Host = Host ?? "",
        Port = Port,
        Security = Security,
        User = User ?? "",
        Password = Password ?? "",
        Folder = Folder ?? "INBOX",
        ProcessedFolder = ProcessedFolder,
        HeldFolder = HeldFolder,
        CertificateSha256 = CertificateSha256,
        PollEvery = PollEvery,
    };
}
