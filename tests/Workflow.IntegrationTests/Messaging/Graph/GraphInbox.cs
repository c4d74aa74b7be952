using System.Text;
using System.Text.Json;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>The mailbox behind the stand-in: an inbox that tells its changes in pages of two, and folders below it.</summary>
internal sealed class GraphInbox(GraphServer server)
{
    private const string Messages = $"/users/{GraphServer.Mailbox}/messages";
    private const string Delta = $"/users/{GraphServer.Mailbox}/mailFolders/inbox/messages/delta()";
    private const string Children = $"/users/{GraphServer.Mailbox}/mailFolders/inbox/childFolders";
    private const int PageSize = 2;

    private readonly List<(string Id, bool IsRemoved, DateTimeOffset At)> _changes = [];
    private readonly Dictionary<string, byte[]> _mails = [];
    private int _epoch = 1;

    /// <summary>Display name by id.</summary>
    public Dictionary<string, string> Folders { get; } = [];

    /// <summary>Folder's display name by the id of the mail moved there.</summary>
    public Dictionary<string, string> Moved { get; } = [];

    public void Arrive(string id, string text, DateTimeOffset at)
    {
        _mails[id] = Encoding.UTF8.GetBytes(text);
        _changes.Add((id, false, at));
    }

    /// <summary>A person moves or deletes it.</summary>
    public void Vanish(string id)
    {
        _mails.Remove(id);
        _changes.Add((id, true, default));
    }

    /// <summary>The service forgets what its callers have seen.</summary>
    public void ForgetStates()
    {
        _epoch++;
        _changes.RemoveAll(change => !_mails.ContainsKey(change.Id) || change.IsRemoved);
    }

    public GraphAnswer Answer(GraphRequest request) => (request.Method, request.Resource) switch
    {
        ("GET", Delta) => Page(request),
        ("GET", Children) => List(request),
        ("POST", Children) => Make(request),
        ("GET", $"/users/{GraphServer.Mailbox}/mailFolders/inbox") => new GraphAnswer(200, """{"id":"inbox-id"}"""),
        ("GET", var resource) when Of(resource, "/$value") is { } id => _mails.TryGetValue(id, out var mail)
            ? new GraphAnswer(200, Encoding.UTF8.GetString(mail))
            : GraphAnswer.Error(404, "ErrorItemNotFound"),
        ("POST", var resource) when Of(resource, "/move") is { } id => Move(id, request),
        _ => GraphAnswer.Error(400, "NotOfTheInbox"),
    };

    /// <returns>Null where it is not a mail's own resource.</returns>
    public static string? Of(string resource, string part) =>
        resource.StartsWith(Messages + "/", StringComparison.Ordinal) && resource.EndsWith(part, StringComparison.Ordinal)
            ? resource[(Messages.Length + 1)..^part.Length]
            : null;

    private GraphAnswer Page(GraphRequest request)
    {
        var state = request.Query.GetValueOrDefault("$skiptoken")
            ?? request.Query.GetValueOrDefault("$deltatoken") ?? $"{_epoch}.0";
        var parts = state.Split('.').Select(int.Parse).ToArray();
        if (parts[0] != _epoch)
            return GraphAnswer.Error(410, "SyncStateNotFound");
        var page = _changes.Skip(parts[1]).Take(PageSize).Select(change => change.IsRemoved
            ? new Dictionary<string, object>
            {
                ["id"] = change.Id,
                ["@removed"] = new Dictionary<string, string> { ["reason"] = "deleted" }
            }
            : new Dictionary<string, object> { ["id"] = change.Id, ["receivedDateTime"] = change.At.ToString("O") }).ToList();
        var seen = parts[1] + page.Count;
        var link = seen < _changes.Count ? ("@odata.nextLink", "$skiptoken") : ("@odata.deltaLink", "$deltatoken");
        return new GraphAnswer(200, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["value"] = page,
            [link.Item1] = $"{server.Options.BaseUrl}{Delta}?{link.Item2}={_epoch}.{seen}",
        }));
    }

    private GraphAnswer List(GraphRequest request)
    {
        var named = Folders.Where(folder => request.Query["$filter"] == $"displayName eq '{folder.Value}'").ToList();
        return new GraphAnswer(200, JsonSerializer.Serialize(
            new { value = named.Select(folder => new { id = folder.Key, displayName = folder.Value }) }));
    }

    private GraphAnswer Make(GraphRequest request)
    {
        var name = request.Json().GetProperty("displayName").GetString()!;
        Folders[$"folder-{name}"] = name;
        return new GraphAnswer(201, JsonSerializer.Serialize(new { id = $"folder-{name}", displayName = name }));
    }

    private GraphAnswer Move(string id, GraphRequest request)
    {
        if (!_mails.ContainsKey(id))
            return GraphAnswer.Error(404, "ErrorItemNotFound");
        Moved[id] = Folders[request.Destination()!];
        Vanish(id);
        return new GraphAnswer(201, $$"""{"id":"{{id}}-moved"}""");
    }
}
