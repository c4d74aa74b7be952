namespace Workflow.Messaging.Graph;

/// <summary>
/// The mailbox at Microsoft 365 that letters are sent from and read into, by an application's own rights. A class, not a
/// record: nothing prints the secret by chance.
/// </summary>
public sealed class GraphOptions
{
    public static readonly Uri Service = new("https://graph.microsoft.com/v1.0");

    public string TenantId { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>One of this and <see cref="CertificatePath"/>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>File with the certificate and its private key (PEM or PFX) that the application is known by.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>
    /// Address of the mailbox. The application needs the right Mail.Send for it, and Mail.ReadWrite to read answers.
    /// </summary>
    public string Mailbox { get; set; } = "";

    /// <summary>
    /// Address of the calendar that meetings are made in (right Calendars.ReadWrite); null: no meetings are made.
    /// </summary>
    public string? Calendar { get; set; }

    /// <summary>Another address for a national cloud.</summary>
    public Uri BaseUrl { get; set; } = Service;

    /// <summary>How long the service may take for one answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    internal IEnumerable<string> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(TenantId))
            yield return "Graph:TenantId is empty: write the directory (tenant) id.";
        if (string.IsNullOrWhiteSpace(ClientId))
            yield return "Graph:ClientId is empty: write the application (client) id.";
        if (string.IsNullOrEmpty(ClientSecret) == string.IsNullOrEmpty(CertificatePath))
            yield return "Graph:ClientSecret or Graph:CertificatePath: write exactly one of them.";
        if (CertificatePath is { Length: > 0 } path && !File.Exists(path))
            yield return $"Graph:CertificatePath names '{path}', and there is no such file.";
        if (!MailAddress.IsPlain(Mailbox))
            yield return $"Graph:Mailbox '{Mailbox}' is not a plain address such as name@example.invalid.";
        if (Calendar is { } calendar && !MailAddress.IsPlain(calendar))
            yield return $"Graph:Calendar '{calendar}' is not a plain address such as name@example.invalid.";
        if (BaseUrl is not { IsAbsoluteUri: true, Scheme: "https" })
            yield return $"Graph:BaseUrl '{BaseUrl}' is not an https address: the application's token would travel in the clear.";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > Runtime.LetterClaims.LongestSend)
            yield return $"Graph:Timeout is {Timeout}: write one second to {Runtime.LetterClaims.LongestSend}.";
    }
}
