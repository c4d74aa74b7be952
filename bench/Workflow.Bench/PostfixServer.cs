using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workflow.Bench;

/// <summary>What a Postfix does with the mail it takes.</summary>
/// <param name="Transport">Where it goes: <c>discard:</c>, or <c>lmtp:inet:127.0.0.1:port</c>.</param>
/// <param name="Refused">Pattern of the recipients that are refused at once.</param>
/// <param name="Gone">Pattern of the recipients that are taken and then come back; null for none.</param>
/// <param name="Certificate">PEM of certificate and private key, for STARTTLS; null for none.</param>
internal sealed record PostfixSetup(string Transport, string Refused, string? Gone = null, string? Certificate = null);

/// <summary>
/// A real Postfix with a configuration, a queue and a port of its own; it takes mail onto the disk before it hands it on.
/// Needs root, as Postfix does; stopped by its process id.
/// </summary>
internal sealed class PostfixServer : IMailServer
{
    private const string Program = "/usr/sbin/postfix";

    private static readonly string[] Services =
    [
        "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr", "rewrite unix - - n - - trivial-rewrite",
        "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
        "proxymap unix - - n - - proxymap", "error unix - - n - - error", "retry unix - - n - - error",
        "discard unix - - n - - discard", "lmtp unix - - n - - lmtp", "scache unix - - n - 1 scache",
        "tlsmgr unix - - n 1000? 1 tlsmgr", "anvil unix - - n - 1 anvil", "postlog unix-dgram n - n - 1 postlogd",
    ];

    private readonly string _folder;

    private readonly PostfixSetup _setup;

    private PostfixServer(string folder, int port, PostfixSetup setup) => (_folder, Port, _setup) = (folder, port, setup);

    public string Name => "Postfix";

    public int Port { get; }

    public static bool IsHere => File.Exists(Program) && Environment.IsPrivilegedProcess;

    /// <summary>Throws its mail away, and refuses the same recipients as the sink.</summary>
    public static Task<PostfixServer> StartAsync() => StartAsync(new PostfixSetup("discard:", "/0@/"));

    public static async Task<PostfixServer> StartAsync(PostfixSetup setup)
    {
        var folder = Directory.CreateTempSubdirectory("forum-postfix-").FullName;
        await RunAsync("chmod", "755", folder).ConfigureAwait(false);
        foreach (var name in new[] { "etc", "queue", "data" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        var server = new PostfixServer(folder, FreePort(), setup);
        await File.WriteAllTextAsync(Path.Combine(folder, "etc", "main.cf"), server.Main()).ConfigureAwait(false);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "etc", "master.cf"), [$"{server.Port} inet n - n - - smtpd", .. Services]).ConfigureAwait(false);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "etc", "refused"), $"{setup.Refused} 550 5.1.1 No such user here\n").ConfigureAwait(false);
        if (setup.Gone is { } gone)
            await File.WriteAllTextAsync(
                Path.Combine(folder, "etc", "transport"), $"{gone} error:5.1.1 The mailbox is gone\n").ConfigureAwait(false);
        if (setup.Certificate is { } certificate)
            await File.WriteAllTextAsync(Path.Combine(folder, "etc", "tls.pem"), certificate).ConfigureAwait(false);
        await RunAsync("chown", "postfix", Path.Combine(folder, "data")).ConfigureAwait(false);
        await RunAsync(Program, "-c", Path.Combine(folder, "etc"), "start").ConfigureAwait(false);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        var id = await MasterAsync().ConfigureAwait(false);
        using (var master = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)))
        {
            await RunAsync("kill", id).ConfigureAwait(false);
            await master.WaitForExitAsync().ConfigureAwait(false);
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Read by another program: Postfix holds a lock on the file, which .NET's own reader respects.</summary>
    private async Task<string> MasterAsync() =>
        (await RunAsync("cat", Path.Combine(_folder, "queue", "pid", "master.pid")).ConfigureAwait(false)).Trim();

    private string Main() =>
        Common()
            + (_setup.Gone is null ? ""
                : $"transport_maps = regexp:{_folder}/etc/transport\nsmtpd_reject_unlisted_recipient = no\n")
                    + (_setup.Certificate is null
                    ? ""
                    : $"smtpd_tls_security_level = may\nsmtpd_tls_cert_file = {_folder}/etc/tls.pem\nsmtpd_tls_key_file = {_folder}/etc/tls.pem\n");

    private string Common() =>
        $"""
        compatibility_level = 3.6
        queue_directory = {_folder}/queue
        data_directory = {_folder}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = bench.invalid
        mydestination =
        mynetworks = 127.0.0.0/8
        default_transport = {_setup.Transport}
        smtpd_relay_restrictions = permit_mynetworks, reject
        smtpd_recipient_restrictions = check_recipient_access regexp:{_folder}/etc/refused, permit_mynetworks, reject
        smtpd_error_sleep_time = 0
        smtpd_soft_error_limit = 100000
        smtpd_hard_error_limit = 100000
        maillog_file = {_folder}/log
        maillog_file_prefixes = {_folder}
        alias_maps =
        alias_database =

        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{program}' ended with {process.ExitCode}.");
        return await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
    }
}
