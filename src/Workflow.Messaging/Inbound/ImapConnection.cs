using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Workflow.Activities.Ports;
using Workflow.Messaging.Smtp;

namespace Workflow.Messaging.Inbound;

/// <summary>One connection with the inbox selected; opened again where it broke.</summary>
internal sealed class ImapConnection(ImapOptions options, FolderAccess access) : IDisposable
{
    private ImapClient? _client;
    private IMailFolder? _inbox;

    public ImapClient Client => _client ?? throw new ServiceNotConnectedException();

    /// <returns>The inbox, with what came meanwhile known.</returns>
    /// <exception cref="MailboxUnreachableException">The server cannot be used.</exception>
    public async Task<IMailFolder> OpenAsync(CancellationToken cancellationToken)
    {
        if (await StandsAsync(cancellationToken).ConfigureAwait(false))
            return _inbox!;
        Dispose();
        try
        {
            _client = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            _inbox = await _client.GetFolderAsync(options.Folder, cancellationToken).ConfigureAwait(false);
            await _inbox.OpenAsync(access, cancellationToken).ConfigureAwait(false);
            return _inbox;
        }
        catch (Exception fault) when (fault is not MailboxUnreachableException)
        {
            Dispose();
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw Unreachable(fault);
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        (_client, _inbox) = (null, null);
    }

    /// <summary>Of the server or the way to it, as opposed to a mistake of ours.</summary>
    public static bool IsFault(Exception exception) => exception
        is IOException or SocketException or ImapProtocolException or ImapCommandException or ServiceNotConnectedException
        or ServiceNotAuthenticatedException or FolderNotOpenException or FolderNotFoundException or TimeoutException
        or ObjectDisposedException or AuthenticationException or SslHandshakeException or NotSupportedException;

    public MailboxUnreachableException Unreachable(Exception fault)
    {
        if (!IsFault(fault) && fault is not OperationCanceledException)
            throw new InvalidOperationException("Reading the mailbox failed.", fault);
        var key = fault switch
        {
            SslHandshakeException => "CertificateNotTrusted",
            AuthenticationException => "LoginRefused",
            FolderNotFoundException => "NoFolder",
            NotSupportedException => "NoEncryption",
            _ => "CannotConnect",
        };
        return new MailboxUnreachableException(
            MailboxTexts.Say(key, options.Host, options.Port, SmtpFaults.Name(fault), options.Folder), fault);
    }

    private async Task<bool> StandsAsync(CancellationToken cancellationToken)
    {
        if (_client is not { IsConnected: true, IsAuthenticated: true } || _inbox is not { IsOpen: true })
            return false;
        try
        {
            await _client.NoOpAsync(cancellationToken).ConfigureAwait(false);
            return _inbox.IsOpen;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return false;
        }
    }

    private async Task<ImapClient> ConnectAsync(CancellationToken cancellationToken)
    {
        // No question to the authority whether the certificate was revoked: as for letters (SmtpConnection).
        var client = new ImapClient { Timeout = (int)options.Timeout.TotalMilliseconds, CheckCertificateRevocation = false };
        try
        {
            if (options.CertificateSha256 is { } trusted)
                client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null
                    && certificate.GetCertHashString(
                        HashAlgorithmName.SHA256).Equals(trusted, StringComparison.OrdinalIgnoreCase);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(options.Timeout);
            await client.ConnectAsync(options.Host, options.Port, Encryption(), patience.Token).ConfigureAwait(false);
            if (options.Security != MailSecurity.None && !client.IsSecure)
                throw new NotSupportedException("No encryption.");
            await client.AuthenticateAsync(options.User, options.Password, patience.Token).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private SecureSocketOptions Encryption() => options.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.None => SecureSocketOptions.None,
        var other => throw new NotSupportedException($"Security {other}."),
    };
}
