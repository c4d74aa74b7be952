using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Workflow.IntegrationTests.Messaging;

/// <summary>
/// A small mail server on loopback that speaks by a script, octet by octet: nothing of MailKit stands in for anything.
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly Task _accepting;
    private int _open;

    public SmtpServer(SmtpScript script)
    {
        Script = script;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public SmtpScript Script { get; set; }

    public int Port { get; }

    public string CertificateSha256 => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public ConcurrentQueue<AcceptedMail> Accepted { get; } = new();

    /// <summary>Everything that clients said, but for the texts.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public int Connections { get; private set; }

    public int MostAtOnce { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_talks);
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _open));
                _talks.Add(Task.Run(() => TalkAsync(client)));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Talk(this, client.GetStream(), _stop.Token).RunAsync();
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client went, or does not trust the certificate, or the test is over.
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }

    internal static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private sealed class Talk(SmtpServer server, Stream stream, CancellationToken stop)
    {
        private readonly SmtpScript _script = server.Script;
        private readonly List<byte> _line = [];
        private Stream _stream = stream;
        private bool _isEncrypted;
        private string? _user;
        private string _sender = "";
        private string _recipient = "";

        public async Task RunAsync()
        {
            if (_script.IsTlsFromTheStart)
                await EncryptAsync();
            if (!await SayAsync(_script.Greeting))
                return;
            while (await LineAsync() is { } line)
            {
                server.Heard.Enqueue(line);
                _script.OnCommand(line);
                if (!await AnswerAsync(line))
                    return;
            }
        }

        private async Task<bool> AnswerAsync(string line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    return await SayAsync(Capabilities());
                case "STARTTLS":
                    await SayAsync("220 Go ahead");
                    await EncryptAsync();
                    return true;
                case "AUTH":
                    return await SayAsync(LogIn(line));
                case "MAIL":
                    _sender = Address(line);
                    return await SayAsync(_script.Login is not null && _user is null
                        ? "530 5.7.0 Authentication required"
                        : _script.OnMail(_sender));
                case "RCPT":
                    _recipient = Address(line);
                    return await SayAsync(_script.OnRecipient(_recipient));
                case "DATA":
                    return await SayAsync(_script.OnData) && (_script.OnData![0] != '3' || await TextAsync());
                case "QUIT":
                    await SayAsync("221 Bye");
                    return false;
                default:
                    return await SayAsync("250 Ok");
            }
        }

        private string Capabilities() => string.Join("\r\n",
            ["250-sink.invalid", .. _script.OffersStartTls && !_isEncrypted ? ["250-STARTTLS"] : Array.Empty<string>(),
                .. _script.Login is not null ? ["250-AUTH PLAIN"] : Array.Empty<string>(), "250-PIPELINING",
                "250-SIZE 50000000", "250 8BITMIME"]);

        private string LogIn(string line)
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])).Split('\0');
            if (_script.Login != (parts[1], parts[2]))
                return "535 5.7.8 Error: authentication failed for " + parts[1];
            _user = parts[1];
            return "235 2.7.0 Ok";
        }

        private async Task<bool> TextAsync()
        {
            var text = new StringBuilder();
            while (await LineAsync() is { } line)
            {
                if (line == ".")
                    return await TakeAsync(text.ToString());
                text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
                if (text.Length > _script.HangsUpAfter)
                    return false;
            }

            return false;
        }

        private async Task<bool> TakeAsync(string text)
        {
            var reply = _script.OnText(_recipient);
            if (reply?[0] == '2')
                server.Accepted.Enqueue(new AcceptedMail(_sender, _recipient, text, _isEncrypted, _user));
            return await SayAsync(reply) && !_script.HangsUpAfterText;
        }

        private static string Address(string line) =>
            line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];

        private async Task EncryptAsync()
        {
            var encrypted = new SslStream(_stream);
            await encrypted.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = server._certificate }, stop);
            (_stream, _isEncrypted) = (encrypted, true);
        }

        private async Task<bool> SayAsync(string? reply)
        {
            if (reply is null)
                return false;
            if (reply == SmtpScript.Silence)
                await Task.Delay(Timeout.Infinite, stop);
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), stop);
            return true;
        }

        private readonly byte[] _buffer = new byte[16384];
        private int _at;
        private int _filled;

        private async Task<string?> LineAsync()
        {
            _line.Clear();
            while (true)
            {
                if (_at == _filled)
                    (_at, _filled) = (0, await _stream.ReadAsync(_buffer, stop));
                if (_filled == 0)
                    return null;
                var next = _buffer[_at++];
                if (next == '\n')
                    return Encoding.UTF8.GetString([.. _line]).TrimEnd('\r');
                _line.Add(next);
            }
        }
    }
}
