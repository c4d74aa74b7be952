using Workflow.Messaging.Smtp;

namespace Workflow.Host.Serve;

/// <summary>
/// Section <c>Workflow:Mail</c>: the mail server that letters are handed to. Without a host letters go into the data folder.
/// The password comes from the environment or a secret store, and is never logged.
/// </summary>
public sealed class MailSettings
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>StartTls (the default), Tls or None.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>A sender of its own on every envelope, for a mailbox that takes addresses with a plus.</summary>
    public bool Verp { get; set; }

    /// <summary>
    /// Mailbox whose mail is read as answers, such as <c>flow@forum.example</c>: letters name it with a token in its local part.
    /// Null where no mail is read.
    /// </summary>
    public string? ReplyAddress { get; set; }

    /// <summary>The one certificate that is trusted, where no authority has signed the server's.</summary>
    public string? CertificateSha256 { get; set; }

    public int Connections { get; set; } = 4;

    /// <summary>
    /// Program that scans each file that comes by mail, such as <c>clamdscan --no-summary -</c>: it gets the file on its standard
    /// input (or as <c>{file}</c>) and ends with 0 for clean and 1 for infected. Without it nothing is scanned.
    /// </summary>
    public string? ScannerCommand { get; set; }

    /// <returns>Null where letters go into a folder.</returns>
    public SmtpOptions? ToOptions() => string.IsNullOrWhiteSpace(Host) ? null : new SmtpOptions
    {
        Host = Host,
        Port = Port,
        Security = Security,
        User = User,
        Password = Password,
        Verp = Verp,
        CertificateSha256 = CertificateSha256,
        Connections = Connections,
    };
}
