using System.Net;
using Workflow.Messaging.Smtp;

namespace Workflow.Messaging.Inbound;

/// <summary>The mailbox that answers come to. A class, not a record: nothing prints the password by chance.</summary>
public sealed class ImapOptions
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 993;

    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The folder that is read.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>Where filed mails are moved; made where it is missing.</summary>
    public string ProcessedFolder { get; set; } = "Processed";

    /// <summary>Where mails are moved that the secretariat must look at; made where it is missing.</summary>
    public string HeldFolder { get; set; } = "Held";

    /// <summary>
    /// SHA-256 of the one certificate that is trusted, in hexadecimal, where no authority has signed the server's.
    /// </summary>
    public string? CertificateSha256 { get; set; }

    /// <summary>The mailbox is looked at at least this often, whatever the server announces.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the server may take for one answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    internal IEnumerable<string> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(Host))
            yield return "Mailbox:Host is empty: name the IMAP server.";
        if (Port is < 1 or > 65535)
            yield return $"Mailbox:Port is {Port}: write a port such as 993.";
        if (string.IsNullOrEmpty(User) || string.IsNullOrEmpty(Password))
            yield return "Mailbox:User and Mailbox:Password are needed to read a mailbox: write both.";
        if (!Enum.IsDefined(Security))
            yield return $"Mailbox:Security is {Security}: choose Tls, StartTls or None.";
        if (Security == MailSecurity.None && !IsLoopback)
            yield return "Mailbox:Security is None: the password and the answers would travel in the clear. Choose Tls or StartTls.";
        if (PollEvery < TimeSpan.FromSeconds(1) || PollEvery > TimeSpan.FromHours(1))
            yield return $"Mailbox:PollEvery is {PollEvery}: write one second to one hour.";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10))
            yield return $"Mailbox:Timeout is {Timeout}: write one second to ten minutes.";
        if (CertificateSha256 is { } print && !(print.Length == 64 && print.All(char.IsAsciiHexDigit)))
            yield return "Mailbox:CertificateSha256 is not the SHA-256 of a certificate: write 64 hexadecimal digits.";
        var folders = new[] { Folder, ProcessedFolder, HeldFolder };
        if (folders.Any(string.IsNullOrWhiteSpace) || folders.Distinct(StringComparer.OrdinalIgnoreCase).Count() < folders.Length)
            yield return "Mailbox:Folder, ProcessedFolder and HeldFolder must be three different folders: a mail that stays would be read again.";
    }

    private bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}
