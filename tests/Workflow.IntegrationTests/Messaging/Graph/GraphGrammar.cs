using MimeKit;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>What the documentation of Microsoft Graph 1.0 says of the requests that the product makes.</summary>
internal static class GraphGrammar
{
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
        return request.IsSendMail ? OfMail(request) : null;
    }

    private static string? OfMail(GraphRequest request)
    {
        if (request.Method != "POST" || request.Resource != $"/users/{GraphServer.Mailbox}/sendMail")
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
