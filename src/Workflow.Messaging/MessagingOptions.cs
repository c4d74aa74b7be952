namespace Workflow.Messaging;

/// <summary>Where mail and pages go.</summary>
public sealed record MessagingOptions
{
    /// <summary>Folder that gets the <c>.eml</c> files.</summary>
    public required string MailFolder { get; init; }

    /// <summary>Folder under which pages are written by their relative path.</summary>
    public required string PublicationRoot { get; init; }

    public string SenderName { get; init; } = "Sekretariatet";

    public string SenderAddress { get; init; } = "no-reply@workflow.invalid";

    /// <summary>Refuse every recipient whose domain is not under <c>.invalid</c>: a replay writes to nobody real.</summary>
    public bool OnlyInvalidRecipients { get; init; }
}
