using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Workflow.Messaging.Inbound;
using Workflow.Messaging.Smtp;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Inbound;

/// <summary>
/// A real Dovecot with a configuration, mails, ports and a certificate of its own in a temporary folder. Every user exists, with
/// one password; <c>name+anything@…</c> is the user <c>name</c>. Mail comes in by LMTP, from a test or from a Postfix. Needs
/// root, as
/// Dovecot does; stopped by its process id.
/// </summary>
internal sealed class DovecotServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/dovecot";
    private const string Password = "pw";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder;
    private Process? _process;

    private DovecotServer(string folder, string certificate) => (_folder, CertificateSha256) = (folder, certificate);

    /// <summary>Encrypted from the first byte.</summary>
    public int ImapsPort { get; } = FreePort();

    /// <summary>In the clear, with STARTTLS.</summary>
    public int ImapPort { get; } = FreePort();

    public int LmtpPort { get; } = FreePort();

    public string CertificateSha256 { get; }

    /// <summary>
    /// Skips the test where Dovecot is absent; fails it where WORKFLOW_REQUIRE_DOVECOT=1 says it must be there.
    /// </summary>
    public static async Task<DovecotServer> StartAsync()
    {
        var isHere = File.Exists(Program) && Environment.IsPrivilegedProcess;
        if (!isHere && Environment.GetEnvironmentVariable("WORKFLOW_REQUIRE_DOVECOT") == "1")
            Assert.Fail(
                $"WORKFLOW_REQUIRE_DOVECOT=1, but there is no {Program}, or we are not root (apt-get install dovecot-imapd dovecot-lmtpd).");
        if (!isHere)
            Assert.Skip("No Dovecot on this machine, or not root.");
        for (var attempt = 1; ; attempt++)
        {
            var server = await MakeAsync();
            try
            {
                await server.RestartAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // A port that was free a moment ago is somebody else's now, or two of the three are one.
                await server.DisposeAsync();
            }
        }
    }

    private static async Task<DovecotServer> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("forum-dovecot-").FullName;
        using var certificate = SmtpServer.SelfSigned();
        using var key = certificate.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        var server = new DovecotServer(folder, certificate.GetCertHashString(HashAlgorithmName.SHA256));
        await File.WriteAllTextAsync(Path.Combine(folder, "dovecot.conf"), server.Configuration());
        // Mails belong to a user without a name, who must be able to reach them.
        await RunAsync("chmod", "755", folder);
        await RunAsync("chmod", "777", Directory.CreateDirectory(Path.Combine(folder, "mail")).FullName);
        return server;
    }

    public ImapOptions Options(string user = "flow") => new()
    {
        Host = "127.0.0.1",
        Port = ImapsPort,
        Security = MailSecurity.Tls,
        User = user,
        Password = Password,
        CertificateSha256 = CertificateSha256,
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Starts it, on the same ports as before.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        var start = new ProcessStartInfo(
            Program, ["-F", "-c", Path.Combine(_folder, "dovecot.conf")])
        { RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        var until = Stopwatch.StartNew();
        while (!await AnswersAsync(ImapsPort) || !await AnswersAsync(LmtpPort))
        {
            if (_process.HasExited || until.Elapsed > Patience)
                throw new InvalidOperationException($"Dovecot did not start: {await LogAsync()}");
            await Task.Delay(20);
        }
    }

    /// <summary>It may have ended before it wrote one.</summary>
    private async Task<string> LogAsync() =>
        File.Exists(Path.Combine(_folder, "log")) ? await File.ReadAllTextAsync(Path.Combine(_folder, "log")) : "it left no log.";

    /// <summary>As after <c>kill -9</c>: all connections break.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        using (process)
        {
            // Its own processes and no other. An orderly end takes it three seconds, and is not what is to be survived.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Hands the mail over by LMTP, as Postfix does; returns when it lies in the mailbox.</summary>
    public async Task DeliverAsync(string recipient, byte[] mail, string sender = "aase@fjordby.example")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, LmtpPort);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await ExpectAsync(reader, "220");
        foreach (var (line, code) in new[] { ("LHLO test", "250"), ($"MAIL FROM:<{sender}>", "250"),
            ($"RCPT TO:<{recipient}>", "250"), ("DATA", "354") })
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
            await ExpectAsync(reader, code);
        }

        await stream.WriteAsync(
            Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(mail).Replace("\r\n.", "\r\n..", StringComparison.Ordinal)));
        await stream.WriteAsync("\r\n.\r\n"u8.ToArray());
        await ExpectAsync(reader, "250");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private static async Task ExpectAsync(StreamReader reader, string code)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync() ?? throw new IOException("LMTP: the server hung up.");
        }
        while (line.Length > 3 && line[3] == '-');
        if (!line.StartsWith(code, StringComparison.Ordinal))
            throw new IOException($"LMTP: {line}");
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Configuration() =>
        $$"""
        base_dir = {{_folder}}/run
        state_dir = {{_folder}}/state
        log_path = {{_folder}}/log
        protocols = imap lmtp
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <{{_folder}}/cert.pem
        ssl_key = <{{_folder}}/key.pem
        disable_plaintext_auth = yes
        auth_username_format = %Ln
        mail_location = maildir:{{_folder}}/mail/%n
        first_valid_uid = 5000
        mail_uid = 5000
        mail_gid = 5000
        recipient_delimiter = +
        maildir_very_dirty_syncs = no
        mail_max_userip_connections = 100
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid=5000 gid=5000 home={{_folder}}/mail/%n allow_all_users=yes
        }
        service imap-login {
          inet_listener imap {
            port = {{ImapPort}}
          }
          inet_listener imaps {
            port = {{ImapsPort}}
            ssl = yes
          }
        }
        service lmtp {
          inet_listener lmtp {
            port = {{LmtpPort}}
          }
        }
        auth_failure_delay = 0 secs
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        namespace inbox {
          inbox = yes
        }

        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
