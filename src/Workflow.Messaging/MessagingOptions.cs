using Workflow.Messaging.Graph;
using Workflow.Messaging.Inbound;
using Workflow.Messaging.Smtp;

namespace Workflow.Messaging;

/// <summary>Where mail and pages go.</summary>
public sealed record MessagingOptions
{
    /// <summary>The mail server; null: letters go into <see cref="MailFolder"/>.</summary>
    public SmtpOptions? Smtp { get; init; }

    /// <summary>The mailbox at Microsoft 365 that letters are sent from; not together with a mail server.</summary>
    public GraphOptions? Graph { get; init; }

    /// <summary>Folder that gets the <c>.eml</c> files where there is no mail server.</summary>
    public required string MailFolder { get; init; }

    /// <summary>Folder under which pages are written by their relative path.</summary>
    public required string PublicationRoot { get; init; }

    public string SenderName { get; init; } = "Sekretariatet";

    public string SenderAddress { get; init; } = "no-reply@workflow.invalid";

    /// <summary>What is read: a folder, a mailbox, or nothing at all.</summary>
    public InboundOptions Inbound { get; init; } = new();

    /// <summary>Refuse every recipient whose domain is not under <c>.invalid</c>: a replay writes to nobody real.</summary>
    public bool OnlyInvalidRecipients { get; init; }

    /// <returns>Everything that cannot work, each as a sentence that says what to write instead.</returns>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(MailFolder))
            mistakes.Add("MailFolder is empty: name a folder for the .eml files.");
        if (string.IsNullOrWhiteSpace(PublicationRoot))
            mistakes.Add("PublicationRoot is empty: name the folder under which pages are written.");
        if (!MailAddress.IsPlain(SenderAddress))
            mistakes.Add($"SenderAddress '{SenderAddress}' is not a plain address such as name@example.invalid.");
        if (Smtp is not null)
            mistakes.AddRange(Smtp.Mistakes());
        if (Graph is not null)
            mistakes.AddRange(Graph.Mistakes());
        mistakes.AddRange(Inbound.Mistakes(Graph is not null));
        if (Smtp is not null && Graph is not null)
            mistakes.Add("Mail:Host and Graph are both given: letters go one way only. Leave one out.");
        if (Graph is not null && !SenderAddress.Equals(Graph.Mailbox, StringComparison.OrdinalIgnoreCase))
            mistakes.Add(
                $"SenderAddress '{SenderAddress}' is not Graph:Mailbox '{Graph.Mailbox}': the service sends only from the mailbox.");
        return mistakes;
    }
}
