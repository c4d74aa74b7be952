using Workflow.Messaging.Graph;

namespace Workflow.Host.Serve;

/// <summary>
/// Section <c>Workflow:Graph</c>: the application at Microsoft 365 that letters are sent by. Without a mailbox it is off. The
/// secret comes from the environment or a secret store, and is never logged.
/// </summary>
public sealed class GraphSettings
{
    public string? TenantId { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>In place of a secret: file with certificate and private key.</summary>
    public string? CertificatePath { get; set; }

    public string? Mailbox { get; set; }

    /// <summary>Address of the calendar that virtual meetings are made in; without one none are made.</summary>
    public string? Calendar { get; set; }

    /// <summary>The address of a national cloud.</summary>
    public Uri? BaseUrl { get; set; }

    /// <returns>Null where Microsoft 365 is not used.</returns>
    public GraphOptions? ToOptions() => string.IsNullOrWhiteSpace(Mailbox) ? null : new GraphOptions
    {
        TenantId = TenantId ?? "",
        ClientId = ClientId ?? "",
        ClientSecret = ClientSecret,
        CertificatePath = CertificatePath,
        Mailbox = Mailbox,
        Calendar = string.IsNullOrWhiteSpace(Calendar) ? null : Calendar,
        BaseUrl = BaseUrl ?? GraphOptions.Service,
    };
}
