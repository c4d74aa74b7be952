using Azure.Identity;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.MailFolders.Item.Messages.Delta;
using Microsoft.Graph.Users.Item.Messages.Item.Move;
using Microsoft.Kiota.Abstractions;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Graph;

/// <summary>
/// The inbox of a mailbox at Microsoft 365, followed by its changes. What was filed is moved out of it, so the inbox is the
/// whole truth: where the service forgets what we have seen, or the process begins anew, the inbox is read from its start.
/// </summary>
public sealed class GraphMailbox : IMailbox, IDisposable
{
    private const string Inbox = "inbox";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly GraphConnection _graph;
    private readonly GraphMailFetch _fetch;
    private readonly TimeProvider _time;
    private readonly Dictionary<MailboxFolder, string> _folders = [];

    /// <summary>What lies in the inbox and is not settled: the service tells of a mail only once.</summary>
    private readonly Dictionary<string, DateTimeOffset> _lying = new(StringComparer.Ordinal);

    /// <summary>What could not be fetched the last time.</summary>
    private readonly HashSet<string> _behind = new(StringComparer.Ordinal);

    /// <summary>What was to be moved and may lie in the inbox still: it comes after what was not yet offered.</summary>
    private readonly HashSet<string> _unmoved = new(StringComparer.Ordinal);

    private string? _deltaLink;

    public GraphMailbox(GraphOptions options, int largestMail, TimeProvider time)
        : this(new GraphConnection(options), largestMail, time)
    {
    }

    internal GraphMailbox(GraphConnection graph, int largestMail, TimeProvider time)
    {
        (_graph, _time) = (graph, time);
        _fetch = new GraphMailFetch(graph, largestMail);
    }

    /// <summary>
    /// Each answer of the service has its own bound: a backlog of large mails is read piece by piece, however long all of it
    /// takes.
    /// </summary>
    public async Task<IReadOnlyList<MailboxItem>> FetchAsync(int most, CancellationToken cancellationToken)
    {
        await AskAsync(
            async bound =>
            {
                await FollowAsync(bound).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        var items = new List<MailboxItem>();
        foreach (var (id, receivedAt) in Oldest().Take(most))
        {
            try
            {
                if (await AskAsync(
                    bound => _fetch.FetchAsync(id, receivedAt, bound.Token), cancellationToken).ConfigureAwait(false) is { } item)
                    items.Add(item);
                else
                    _lying.Remove(id);
                _behind.Remove(id);
            }
            catch (MailboxUnreachableException)
            {
                // What has been read is filed; one that takes too long by itself comes after the others the next time.
                _behind.Add(id);
                if (items.Count > 0)
                    return items;
                throw;
            }

            if (items.Sum(item => (long)item.Content.Length) >= 2L * _fetch.LargestMail)
                break;
        }

        return items;
    }

    private List<KeyValuePair<string, DateTimeOffset>> Oldest() =>
    [
        .. _lying.OrderBy(mail => _behind.Contains(mail.Key) || _unmoved.Contains(mail.Key)).ThenBy(mail => mail.Value)
            .ThenBy(mail => mail.Key, StringComparer.Ordinal),
    ];

    public Task SettleAsync(string uid, MailboxFolder folder, CancellationToken cancellationToken) => AskAsync(
        async bound =>
        {
            _unmoved.Add(uid);
            var destination = await FolderAsync(folder, bound.Token).ConfigureAwait(false);
            try
            {
                await Mailbox.Messages[uid].Move.PostAsync(
                    new MovePostRequestBody { DestinationId = destination }, Patiently, bound.Token)
                    .ConfigureAwait(false);
            }
            catch (ApiException answer) when (answer.ResponseStatusCode == 404)
            {
                // Another host was quicker, or a person moved it.
            }

            _unmoved.Remove(uid);
            return _lying.Remove(uid);
        },
        cancellationToken);

    /// <summary>
    /// The service tells of new mail only to addresses that it can reach from the internet: it is asked instead.
    /// </summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Pause, _time, cancellationToken);

    /// <returns>Why the inbox cannot be read; null where it can.</returns>
    public async Task<string?> WhyUnreachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync<string?>(
                async bound =>
                {
                    await Mailbox.MailFolders[Inbox].GetAsync(
                        request => request.QueryParameters.Select = ["id"], bound.Token).ConfigureAwait(false);
                    return null;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxUnreachableException unreachable)
        {
            return unreachable.Message;
        }
    }

    public void Dispose() => _graph.Dispose();

    private Microsoft.Graph.Users.Item.UserItemRequestBuilder Mailbox => _graph.Client.Users[_graph.Options.Mailbox];

    private async Task FollowAsync(CancellationTokenSource bound)
    {
        var cancellationToken = bound.Token;
        var delta = Mailbox.MailFolders[Inbox].Messages.Delta;
        DeltaGetResponse? page;
        try
        {
            page = _deltaLink is null
                ? await FromTheStartAsync(delta, cancellationToken).ConfigureAwait(false)
                : await delta.WithUrl(_deltaLink).GetAsDeltaGetResponseAsync(Patiently, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException answer) when (answer.ResponseStatusCode == 410
            || (_deltaLink is not null && answer.ResponseStatusCode is 400 or 404))
        {
            // The service has forgotten what we have seen.
            page = await FromTheStartAsync(delta, cancellationToken).ConfigureAwait(false);
        }

        while (page is not null)
        {
            Note(page);
            bound.CancelAfter(_graph.Options.Timeout);
            if (page.OdataDeltaLink is { } link)
                _deltaLink = link;
            page = page.OdataNextLink is { } next
                ? await delta.WithUrl(next).GetAsDeltaGetResponseAsync(Patiently, cancellationToken).ConfigureAwait(false)
                : null;
        }
    }

    private Task<DeltaGetResponse?> FromTheStartAsync(DeltaRequestBuilder delta, CancellationToken cancellationToken)
    {
        _deltaLink = null;
        _lying.Clear();
        return delta.GetAsDeltaGetResponseAsync(
            request =>
            {
                request.QueryParameters.Select = ["id", "receivedDateTime"];
                request.Headers.Add("Prefer", "odata.maxpagesize=50");
                request.Options.Add(GraphConnection.Patient);
            },
            cancellationToken);
    }

    private void Note(DeltaGetResponse page)
    {
        foreach (var message in page.Value ?? [])
        {
            if (message.Id is not { } id)
                continue;
            if (message.AdditionalData.ContainsKey("@removed"))
                _lying.Remove(id);
            else
                _lying[id] = message.ReceivedDateTime ?? _lying.GetValueOrDefault(id, _time.GetUtcNow());
        }
    }

    /// <summary>Below the inbox; made where it is not there.</summary>
    private async Task<string> FolderAsync(MailboxFolder folder, CancellationToken cancellationToken)
    {
        if (_folders.TryGetValue(folder, out var known))
            return known;
        var children = Mailbox.MailFolders[Inbox].ChildFolders;
        var name = folder.ToString();
        var found = await FindAsync().ConfigureAwait(false);
        if (found is null)
        {
            try
            {
                var made = await children.PostAsync(
                    new MailFolder { DisplayName = name }, Patiently, cancellationToken).ConfigureAwait(false);
                found = made?.Id;
            }
            catch (ApiException answer) when (answer.ResponseStatusCode == 409)
            {
                // Another host made it at the same moment.
                found = await FindAsync().ConfigureAwait(false);
            }
        }

        return _folders[folder] = found
            ?? throw new MailboxUnreachableException(GraphTexts.Say("NoFolder", name, _graph.Options.Mailbox));

        async Task<string?> FindAsync()
        {
            var list = await children.GetAsync(
                request =>
                {
                    request.QueryParameters.Filter = $"displayName eq '{name}'";
                    request.QueryParameters.Select = ["id", "displayName"];
                    request.Options.Add(GraphConnection.Patient);
                },
                cancellationToken).ConfigureAwait(false);
            return list?.Value?.FirstOrDefault()?.Id;
        }
    }

    private static void Patiently<T>(RequestConfiguration<T> request)
        where T : class, new() => request.Options.Add(GraphConnection.Patient);

    /// <summary>Whatever keeps the service from answering is said in a sentence for the operator.</summary>
    private async Task<T> AskAsync<T>(Func<CancellationTokenSource, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(_graph.Options.Timeout);
        try
        {
            return await ask(bound).ConfigureAwait(false);
        }
        catch (ApiException answer)
        {
            throw new MailboxUnreachableException(GraphFaults.Say(answer, _graph.Options), answer);
        }
        catch (AuthenticationFailedException fault)
        {
            throw new MailboxUnreachableException(GraphTexts.Say("NotLetIn", GraphFaults.Name(fault)), fault);
        }
        catch (Exception fault) when (GraphFaults.IsOfTheConnection(fault) && !cancellationToken.IsCancellationRequested)
        {
            throw new MailboxUnreachableException(
                GraphTexts.Say("CannotConnect", _graph.Options.BaseUrl.Host, GraphFaults.Name(fault)), fault);
        }
    }
}
