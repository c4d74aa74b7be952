using System.Security.Cryptography;
using System.Text;
using Azure.Identity;
using Microsoft.Graph.Users.Item.SendMail;
using Microsoft.Kiota.Abstractions;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;

namespace Workflow.Messaging.Graph;

/// <summary>
/// Hands each letter to Microsoft Graph as the same MIME message that a mail server gets, so that Message-ID, calendar and
/// headers are one and the same whatever the transport. The service keeps a copy in the mailbox's sent items.
/// </summary>
public sealed class GraphMailTransport : IMailTransport, IDisposable
{
    /// <summary>Bytes of the request, base64 included; the service refuses more.</summary>
    private const int LargestRequest = 4 * 1024 * 1024;

    private readonly MessagingOptions _options;
    private readonly TimeProvider _time;
    private readonly GraphConnection _graph;
    private long _busyUntil;

    public GraphMailTransport(MessagingOptions options, GraphOptions graph, TimeProvider time)
        : this(options, new GraphConnection(graph), time)
    {
    }

    internal GraphMailTransport(MessagingOptions options, GraphConnection graph, TimeProvider time) =>
        (_options, _graph, _time) = (options, graph, time);

    /// <summary>The service has no key for a mail: the same letter twice is two mails.</summary>
    public bool IsIdempotent => false;

    /// <summary>The service lets one mailbox be asked four times at once.</summary>
    public int Connections => 4;

    public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (LetterCheck.WhyRefused(letter, _options) is { } refused)
            return refused;
        if (WhyBusy() is { } busy)
            return busy;
        var message = Convert.ToBase64String(LetterMime.Write(letter, _options));
        if (message.Length > LargestRequest)
            return new DeliveryResult.Refused(
                GraphTexts.Say("TooLarge", message.Length / 1024, LargestRequest / 1024), Permanent: true);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(_graph.Options.Timeout);
        return await NotLetInAsync(bound.Token).ConfigureAwait(false)
            ?? await PostAsync(letter, message, bound.Token).ConfigureAwait(false);
    }

    /// <returns>Why no letter can be handed over at present; null where the directory lets us in and the mailbox is
    /// there.</returns>
    public async Task<string?> WhyUnreachableAsync(CancellationToken cancellationToken)
    {
        if (await NotLetInAsync(cancellationToken).ConfigureAwait(false) is { } why)
            return why.Reason;
        try
        {
            // The one question that the right to send answers; what comes back does not matter, but that it is let through.
            await _graph.Client.Users[_graph.Options.Mailbox].MailFolders["sentitems"].GetAsync(
                request => request.QueryParameters.Select = ["id"], cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ApiException refusal) when (refusal.ResponseStatusCode is 403)
        {
            // Sending needs no right to read; nothing speaks against it then.
            return null;
        }
        catch (ApiException refusal)
        {
            return GraphFaults.Say(refusal, _graph.Options);
        }
        catch (Exception fault) when (GraphFaults.IsOfTheConnection(fault))
        {
            return GraphTexts.Say("CannotConnect", _graph.Options.BaseUrl.Host, GraphFaults.Name(fault));
        }
    }

    public void Dispose() => _graph.Dispose();

    private async Task<DeliveryResult.Unreachable?> NotLetInAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _graph.LogInAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AuthenticationFailedException fault)
        {
            return new DeliveryResult.Unreachable(GraphTexts.Say("NotLetIn", GraphFaults.Name(fault)));
        }
        catch (Exception fault) when (GraphFaults.IsOfTheConnection(fault))
        {
            return new DeliveryResult.Unreachable(GraphTexts.Say("NotLetIn", GraphFaults.Name(fault)));
        }
    }

    private async Task<DeliveryResult> PostAsync(Letter letter, string message, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(message));
        var request = _graph.Client.Users[_graph.Options.Mailbox].SendMail.ToPostRequestInformation(
            new SendMailPostRequestBody());
        // The SDK writes JSON here and keeps the first type it was told.
        request.Headers.Remove("Content-Type");
        request.SetStreamContent(content, "text/plain");
        request.Headers.Add("client-request-id", RequestId(letter).ToString());
        request.AddRequestOptions([GraphConnection.NoRetry]);
        try
        {
            await _graph.Adapter.SendNoContentAsync(request, GraphConnection.Errors, cancellationToken).ConfigureAwait(false);
            return new DeliveryResult.Sent(letter.MessageId);
        }
        catch (ApiException answer)
        {
            if (GraphFaults.IsBusy(answer))
                BeBusy(GraphFaults.RetryAfter(answer, _time));
            return GraphFaults.Result(answer, _graph.Options);
        }
        catch (Exception fault) when (GraphFaults.IsBefore(fault))
        {
            return new DeliveryResult.Unreachable(
                GraphTexts.Say("CannotConnect", _graph.Options.BaseUrl.Host, GraphFaults.Name(fault)));
        }
        catch (Exception fault) when (GraphFaults.IsOfTheConnection(fault))
        {
            return new DeliveryResult.Unknown(GraphTexts.Say("LostAfter", GraphFaults.Name(fault)));
        }
    }

    /// <summary>The service counts what it refuses as well: while it is busy nobody asks.</summary>
    private DeliveryResult.Unreachable? WhyBusy()
    {
        var until = new DateTimeOffset(Volatile.Read(ref _busyUntil), TimeSpan.Zero);
        return until > _time.GetUtcNow() ? new DeliveryResult.Unreachable(GraphTexts.Say("Busy", until.ToString("u"))) : null;
    }

    private void BeBusy(TimeSpan pause)
    {
        var until = (_time.GetUtcNow() + pause).UtcTicks;
        for (var known = Volatile.Read(ref _busyUntil); until > known;)
            known = Interlocked.CompareExchange(ref _busyUntil, until, known);
    }

    /// <summary>The same for the same letter: whoever asks the service's operators can name it.</summary>
    private static Guid RequestId(Letter letter) => new(SHA256.HashData(Encoding.UTF8.GetBytes(letter.MessageId)).AsSpan(0, 16));
}
