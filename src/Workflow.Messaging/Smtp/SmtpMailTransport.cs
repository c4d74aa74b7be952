using System.Collections.Concurrent;
using MailKit.Net.Smtp;
using MimeKit;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using ServiceNotAuthenticatedException = MailKit.ServiceNotAuthenticatedException;

namespace Workflow.Messaging.Smtp;

/// <summary>
/// Hands each letter to a mail server: one message per recipient, over a few connections that are kept. What the server
/// says of one recipient is said of that one only.
/// </summary>
public sealed class SmtpMailTransport(MessagingOptions options, SmtpOptions smtp) : IMailTransport, IDisposable
{
    private static readonly FormatOptions International = CreateInternational();

    private readonly ConcurrentStack<SmtpConnection> _kept = new();
    private readonly SemaphoreSlim _places = new(smtp.Connections);

    /// <summary>A server that is handed a letter twice delivers it twice.</summary>
    public bool IsIdempotent => false;

    public int Connections => smtp.Connections;

    public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (LetterCheck.WhyRefused(letter, options) is { } refused)
            return refused;
        var connection = await TakeAsync(cancellationToken).ConfigureAwait(false);
        if (connection is null)
            return new DeliveryResult.Refused(SmtpTexts.Say("LostBefore", nameof(TimeoutException)), Permanent: false);
        try
        {
            return await SendAsync(connection, letter, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpUnreachableException unreachable)
        {
            return new DeliveryResult.Unreachable(unreachable.Message);
        }
        finally
        {
            _kept.Push(connection);
            _places.Release();
        }
    }

    /// <returns>Why no letter can be handed over at present; null where the server lets us in.</returns>
    public async Task<string?> WhyUnreachableAsync(CancellationToken cancellationToken)
    {
        using var connection = new SmtpConnection(smtp);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SmtpUnreachableException unreachable)
        {
            return unreachable.Message;
        }
    }

    public void Dispose()
    {
        while (_kept.TryPop(out var connection))
            connection.Dispose();
        _places.Dispose();
    }

    /// <summary>The last one used first, so that no more stay open than are needed.</summary>
    private async Task<SmtpConnection?> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return _kept.TryPop(out var connection) ? connection : new SmtpConnection(smtp);
    }

    private async Task<DeliveryResult> SendAsync(SmtpConnection connection, Letter letter, CancellationToken cancellationToken)
    {
        while (true)
        {
            var client = await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var wasReused = connection.IsReused;
            try
            {
                var result = await SendAsync(client, letter, cancellationToken).ConfigureAwait(false);
                connection.Used();
                return result;
            }
            catch (Exception fault) when (SmtpFaults.IsOfTheConnection(fault))
            {
                connection.Dispose();
                if (client.MayHaveBeenTaken)
                    return new DeliveryResult.Unknown(SmtpTexts.Say("LostAfter", SmtpFaults.Name(fault)));
                // A server closes what it deems idle when it likes: nothing was handed over, so a new one is tried at once.
                if (!wasReused || cancellationToken.IsCancellationRequested)
                    return new DeliveryResult.Refused(SmtpTexts.Say("LostBefore", SmtpFaults.Name(fault)), Permanent: false);
            }
        }
    }

    private async Task<DeliveryResult> SendAsync(LetterClient client, Letter letter, CancellationToken cancellationToken)
    {
        client.Begin();
        var isPlain = letter.ToAddress[..letter.ToAddress.LastIndexOf('@')].All(char.IsAscii);
        if (!isPlain && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            return new DeliveryResult.Refused(SmtpTexts.Say("NoUnicodeAddress"), Permanent: true);
        using var message = LetterMime.Compose(letter, options);
        var sender = smtp.Verp ? Verp.SenderOf(options.SenderAddress, letter.MessageId) : options.SenderAddress;
        try
        {
            var reply = await client.SendAsync(
                isPlain ? LetterMime.Format : International, message, new MailboxAddress("", sender),
                [new MailboxAddress("", letter.ToAddress)],
                cancellationToken).ConfigureAwait(false);
            return new DeliveryResult.Sent(SmtpFaults.Reply(reply));
        }
        catch (SmtpCommandException refusal)
        {
            return SmtpFaults.Refused(refusal);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new DeliveryResult.Unreachable(
                SmtpTexts.Say("LoginRefused", smtp.Host, smtp.Port, nameof(ServiceNotAuthenticatedException)));
        }
    }

    private static FormatOptions CreateInternational()
    {
        var format = LetterMime.Format.Clone();
        format.International = true;
        return format;
    }
}
