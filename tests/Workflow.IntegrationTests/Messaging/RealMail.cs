using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Workflow.Activities.Ports;
using Workflow.Bench;
using Workflow.IntegrationTests.Messaging.Inbound;
using Workflow.Messaging;
using Workflow.Messaging.Inbound;
using Workflow.Messaging.Smtp;
using Xunit;

namespace Workflow.IntegrationTests.Messaging;

/// <summary>
/// A real Postfix that hands every mail to a real Dovecot: the secretariat's mailbox and those of all who are asked. Addresses
/// beginning with <c>afvist</c> are refused at once, those with <c>forsvundet</c> are taken and come back.
/// </summary>
internal sealed class RealMail : IAsyncDisposable
{
    public const string Address = "flow@forum.invalid";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DovecotServer _dovecot;
    private readonly PostfixServer _postfix;
    private readonly string _certificateSha256;

    private RealMail(DovecotServer dovecot, PostfixServer postfix, string certificateSha256)
    {
        (_dovecot, _postfix, _certificateSha256) = (dovecot, postfix, certificateSha256);
        Transport = new SmtpMailTransport(Options, Options.Smtp!);
        Mailbox = new ImapMailbox(_dovecot.Options(), new InboundLimits(), TimeProvider.System);
    }

    public MessagingOptions Options => new()
    {
        MailFolder = "never-made",
        PublicationRoot = "never-made",
        SenderAddress = Address,
        Smtp = new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = _postfix.Port,
            Security = MailSecurity.StartTls,
            Verp = true,
            CertificateSha256 = _certificateSha256
        },
    };

    public SmtpMailTransport Transport { get; }

    public ImapMailbox Mailbox { get; }

    /// <summary>
    /// Skips the test where the servers are absent; fails it where WORKFLOW_REQUIRE_POSTFIX=1 says they must be there.
    /// </summary>
    public static async Task<RealMail> StartAsync()
    {
        if (!PostfixServer.IsHere && Environment.GetEnvironmentVariable("WORKFLOW_REQUIRE_POSTFIX") == "1")
            Assert.Fail("WORKFLOW_REQUIRE_POSTFIX=1, but there is no Postfix, or we are not root (apt-get install postfix).");
        if (!PostfixServer.IsHere)
            Assert.Skip("No Postfix on this machine, or not root.");
        var dovecot = await DovecotServer.StartAsync();
        using var certificate = SmtpServer.SelfSigned();
        using var key = certificate.GetECDsaPrivateKey()!;
        var pem = $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
        var postfix = await PostfixServer.StartAsync(new PostfixSetup(
            $"lmtp:inet:127.0.0.1:{dovecot.LmtpPort}", "/^afvist/", "/^forsvundet/", pem));
        return new RealMail(dovecot, postfix, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    /// <summary>The newest mail in the person's mailbox that the predicate takes; waits for it.</summary>
    public async Task<MimeMessage> ReceivedAsync(string address, Func<MimeMessage, bool> isIt)
    {
        var until = Stopwatch.StartNew();
        while (until.Elapsed < Patience)
        {
            var found = (await AllAsync(address)).LastOrDefault(isIt);
            if (found is not null)
                return found;
            await Task.Delay(50);
        }

        throw new TimeoutException($"The mail to {address} did not arrive within {Patience}.");
    }

    public async Task<IReadOnlyList<MimeMessage>> AllAsync(string address)
    {
        using var client = await OpenAsync(address.Split('@')[0]);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var mails = new List<MimeMessage>();
        for (var index = 0; index < client.Inbox.Count; index++)
            mails.Add(await client.Inbox.GetMessageAsync(index));
        return mails;
    }

    /// <summary>What makes two letters the same to their reader.</summary>
    public static (string To, string Id, string Text) Facts(MimeMessage mail) =>
        (mail.To.Mailboxes.Single().Address, mail.MessageId ?? "", $"{mail.Subject}\n{mail.TextBody!.ReplaceLineEndings("\n")}");

    /// <summary>Everything in the mailboxes of these people, once it is so much.</summary>
    public async Task<IReadOnlyList<(string To, string Id, string Text)>> ArrivedAsync(IEnumerable<string> addresses, int count)
    {
        var users = addresses.Select(address => address.Split('@')[0]).Distinct(StringComparer.Ordinal).ToList();
        var until = Stopwatch.StartNew();
        while (true)
        {
            var arrived = new List<(string To, string Id, string Text)>();
            foreach (var user in users)
                arrived.AddRange((await AllAsync(user)).Select(Facts));
            if (arrived.Count >= count || until.Elapsed > Patience)
                return arrived;
            await Task.Delay(200);
        }
    }

    /// <summary>As a person's mail program does it.</summary>
    public static MimeMessage Reply(MimeMessage notice, string from, string text)
    {
        var reply = new MimeMessage { Subject = "SV: " + notice.Subject, InReplyTo = notice.MessageId };
        reply.From.Add(new MailboxAddress("Svarer", from));
        reply.To.AddRange(notice.ReplyTo.Count > 0 ? notice.ReplyTo : notice.From);
        reply.References.Add(notice.MessageId!);
        reply.Body = new TextPart(
            "plain")
        { Text = $"{text}\n\nDen 2. marts 2026 skrev Sekretariatet:\n> {notice.TextBody!.ReplaceLineEndings("\n> ")}\n" };
        return reply;
    }

    /// <param name="sender">Of the envelope; null for none, as machines do.</param>
    public async Task SendAsync(MimeMessage mail, string? sender)
    {
        using var client = new SmtpClient();
        client.ServerCertificateValidationCallback =
            (_, shown, _, _) => shown?.GetCertHashString(HashAlgorithmName.SHA256) == _certificateSha256;
        await client.ConnectAsync("127.0.0.1", _postfix.Port, SecureSocketOptions.StartTls);
        await client.SendAsync(mail, new MailboxAddress("", sender ?? ""), mail.To.Mailboxes);
        await client.DisconnectAsync(true);
    }

    /// <summary>Waits until so many mails lie in the secretariat's inbox: Postfix delivers in its own time.</summary>
    public async Task WaitForInboxAsync(int count)
    {
        var until = Stopwatch.StartNew();
        while ((await AllAsync(Address)).Count < count)
        {
            if (until.Elapsed > Patience)
                throw new TimeoutException($"There were not {count} mails in the inbox within {Patience}.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        Mailbox.Dispose();
        await _postfix.DisposeAsync();
        await _dovecot.DisposeAsync();
    }

    private async Task<ImapClient> OpenAsync(string user)
    {
        var options = _dovecot.Options(user);
        var client = new ImapClient
        {
            ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString(
            HashAlgorithmName.SHA256) == options.CertificateSha256
        };
        await client.ConnectAsync(options.Host, options.Port, SecureSocketOptions.SslOnConnect);
        await client.AuthenticateAsync(options.User, options.Password);
        return client;
    }
}
