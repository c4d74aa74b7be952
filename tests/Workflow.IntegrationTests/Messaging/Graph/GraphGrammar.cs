using MimeKit;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>What the documentation of Microsoft Graph 1.0 says of the requests that the product makes.</summary>
internal static class GraphGrammar
{
    private const string User = $"/users/{GraphServer.Mailbox}";
    private const int LargestRequest = 4 * 1024 * 1024;

    /// <returns>Null where the real service would have understood.</returns>
    public static string? Complaint(GraphRequest request)
    {
        if (!request.Path.StartsWith("/v1.0/users/", StringComparison.Ordinal))
            return "not a user's resource of version 1.0";
        if (request.Header("Authorization") != $"Bearer {GraphServer.Token}")
            return "not the application's token";
        if (request.Body.Length > LargestRequest)
            return "larger than the service takes";
        if (request.IsSendMail)
            return OfMail(request);
        return Known.Any(known => known(request)) ? null : "not a request that the product is known to make";
    }

    /// <summary>Of the inbox: its changes, the mails as MIME, moving them, the folders below.</summary>
    private static readonly Func<GraphRequest, bool>[] Known =
    [
        request => request is { Method: "GET", Resource: $"{User}/mailFolders/inbox" or $"{User}/mailFolders/sentitems" },
        request => request is { Method: "GET", Resource: $"{User}/mailFolders/inbox/messages/delta()" }
            && IsFirstOrLinked(request),
        request => request is { Method: "GET", Resource: $"{User}/mailFolders/inbox/childFolders" }
            && request.Query.ContainsKey("$filter"),
        request => request is { Method: "POST", Resource: $"{User}/mailFolders/inbox/childFolders" }
            && request.Json().GetProperty("displayName").GetString() is { Length: > 0 },
        request => request.Method == "GET" && GraphInbox.Of(request.Resource, "/$value") is { Length: > 0 },
        request => request.Method == "POST" && GraphInbox.Of(request.Resource, "/move") is { Length: > 0 }
            && request.Destination() is { Length: > 0 },
        GraphEvents.IsWellFormed,
    ];

    /// <summary>A link that the service gave is followed as it is; the first question names what is wanted.</summary>
    private static bool IsFirstOrLinked(GraphRequest request) =>
        request.Query.ContainsKey("$skiptoken") || request.Query.ContainsKey("$deltatoken")
            ? request.Query.Count == 1
            : request.Query["$select"] == "id,receivedDateTime" && request.Header("Prefer") == "odata.maxpagesize=50";

    private static string? OfMail(GraphRequest request)
    {
        if (request.Method != "POST" || request.Resource != $"{User}/sendMail")
            return "sendMail is posted to the mailbox that sends";
        if (request.Header("Content-Type") != "text/plain")
            return "MIME travels as text/plain";
        if (!Guid.TryParse(request.Header("client-request-id"), out _))
            return "client-request-id is not a GUID";
        try
        {
            using var mail = request.Mail();
            return mail.From.Mailboxes.Single().Address != GraphServer.Mailbox ? "From is not the mailbox"
                : mail.To.Mailboxes.Count() != 1 || mail.Cc.Count + mail.Bcc.Count > 0 ? "not exactly one recipient"
                : null;
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException)
        {
            return $"no MIME in base64 ({fault.GetType().Name})";
        }
    }
}
