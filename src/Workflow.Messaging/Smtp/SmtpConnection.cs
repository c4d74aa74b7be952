using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Workflow.Messaging.Smtp;

/// <summary>One connection, kept from letter to letter; opened again where it broke or the server grew tired of it.</summary>
internal sealed class SmtpConnection(SmtpOptions options) : IDisposable
{
    private readonly SmtpOptions _options = options;
    private LetterClient? _client;
    private long _usedAt;

    /// <exception cref="SmtpUnreachableException">The server cannot be used.</exception>
    public async Task<LetterClient> OpenAsync(CancellationToken cancellationToken)
    {
        if (_client is { } kept && await StandsAsync(kept, cancellationToken).ConfigureAwait(false))
            return kept;
        Dispose();
        _client = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        IsReused = false;
        return _client;
    }

    /// <summary>Whether the server was spoken to over it before: then it may have closed it without our knowing.</summary>
    public bool IsReused { get; private set; }

    public void Used() => (_usedAt, IsReused) = (Stopwatch.GetTimestamp(), true);

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    private async Task<bool> StandsAsync(LetterClient client, CancellationToken cancellationToken)
    {
        if (!client.IsConnected)
            return false;
        if (Stopwatch.GetElapsedTime(_usedAt) < _options.IdleAfter)
            return true;
        try
        {
            await client.NoOpAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (SmtpFaults.IsOfTheConnection(exception) || exception is SmtpCommandException)
        {
            return false;
        }
    }

    private async Task<LetterClient> ConnectAsync(CancellationToken cancellationToken)
    {
        // No question to the authority whether the certificate was revoked, as with HTTPS in .NET: many an internal one has
        // no such service, and mail would stop with it.
        var client = new LetterClient { Timeout = (int)_options.Timeout.TotalMilliseconds, CheckCertificateRevocation = false };
        try
        {
            if (_options.CertificateSha256 is { } trusted)
                client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null
                    && certificate.GetCertHashString(
                        HashAlgorithmName.SHA256).Equals(trusted, StringComparison.OrdinalIgnoreCase);
            await ConnectAsync(client, cancellationToken).ConfigureAwait(false);
            if (_options.Security != MailSecurity.None && !client.IsSecure)
                throw new SmtpUnreachableException(
                    SmtpProblem.NoEncryption, Text(SmtpProblem.NoEncryption, _options.Security.ToString()));
            if (!string.IsNullOrEmpty(_options.User))
                await client.AuthenticateAsync(_options.User, _options.Password ?? "", cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (Exception exception) when (exception is not SmtpUnreachableException)
        {
            client.Dispose();
            if (Problem(exception) is not { } problem)
                throw;
            throw new SmtpUnreachableException(problem, Text(problem, SmtpFaults.Name(exception)), exception);
        }
    }

    /// <summary>
    /// Without Nagle's delay: a letter is written in two or three pieces, and the last would wait for the server's delayed
    /// acknowledgement of the first, 40 ms for each letter.
    /// </summary>
    private async Task ConnectAsync(LetterClient client, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.Timeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_options.Host, _options.Port, patience.Token).ConfigureAwait(false);
            await client.ConnectAsync(socket, _options.Host, _options.Port, Encryption(), patience.Token).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private SecureSocketOptions Encryption() => _options.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.None => SecureSocketOptions.None,
        var other => throw new NotSupportedException($"Security {other}."),
    };

    private static SmtpProblem? Problem(Exception exception) => exception switch
    {
        SslHandshakeException => SmtpProblem.CertificateNotTrusted,
        AuthenticationException => SmtpProblem.LoginRefused,
        // Thrown for an extension that the server does not offer: STARTTLS, or a way to log in.
        NotSupportedException fault => fault.Message.Contains("STARTTLS", StringComparison.Ordinal)
            ? SmtpProblem.NoEncryption
            : SmtpProblem.LoginRefused,
        SmtpCommandException => SmtpProblem.NotServed,
        _ when SmtpFaults.IsOfTheConnection(exception) => SmtpProblem.CannotConnect,
        _ => null,
    };

    private string Text(SmtpProblem problem, string detail) =>
        SmtpTexts.Say(problem.ToString(), _options.Host, _options.Port, detail);
}
