using System.Net;
using Workflow.Runtime;

namespace Workflow.Messaging.Smtp;

/// <summary>The mail server that letters are handed to. A class, not a record: nothing prints the password by chance.</summary>
public sealed class SmtpOptions
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; }

    /// <summary>Null where the server asks for no login.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>
    /// Each letter gets an envelope sender of its own (<c>name+b…@domain</c>), so that what comes back tells which letter it
    /// was. Needs a mailbox that takes addresses with a plus.
    /// </summary>
    public bool Verp { get; set; }

    /// <summary>
    /// SHA-256 of the one certificate that is trusted, in hexadecimal: for a server whose certificate no authority has
    /// signed. Null: the machine's authorities decide.
    /// </summary>
    public string? CertificateSha256 { get; set; }

    /// <summary>How many connections are open at once, at most.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>A connection that was not used for longer is asked whether it still stands.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the server may take for one answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    internal IEnumerable<string> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(Host))
            yield return "Mail:Host is empty: name the mail server.";
        if (Port is < 1 or > 65535)
            yield return $"Mail:Port is {Port}: write a port such as 587.";
        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
            yield return "Mail:User and Mail:Password go together: write both or none.";
        if (Security == MailSecurity.None && !string.IsNullOrEmpty(User) && !IsLoopback)
            yield return "Mail:Security is None: the password would travel in the clear. Choose StartTls or Tls.";
        if (!Enum.IsDefined(Security))
            yield return $"Mail:Security is {Security}: choose StartTls, Tls or None.";
        if (Connections is < 1 or > 20)
            yield return $"Mail:Connections is {Connections}: write 1 to 20.";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > LetterClaims.LongestSend)
            yield return $"Mail:Timeout is {Timeout}: write one second to {LetterClaims.LongestSend}.";
        if (CertificateSha256 is not null && !IsFingerprint(CertificateSha256))
            yield return "Mail:CertificateSha256 is not the SHA-256 of a certificate: write 64 hexadecimal digits.";
    }

    private bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsFingerprint(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
