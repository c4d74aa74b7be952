namespace Workflow.Messaging.Inbound;

/// <summary>Where answers are read from, how much of them, and who scans their files.</summary>
public sealed record InboundOptions
{
    /// <summary>Null: nothing is read, as in a replay or a check.</summary>
    public MailboxKind? Kind { get; init; }

    /// <summary>For <see cref="MailboxKind.Folder"/>: the folder with the <c>.eml</c> files.</summary>
    public string Folder { get; init; } = "";

    /// <summary>For <see cref="MailboxKind.Imap"/>.</summary>
    public ImapOptions? Imap { get; init; }

    public InboundLimits Limits { get; init; } = new();

    /// <summary>See <see cref="CommandScanner"/>; null where files are not scanned.</summary>
    public string? ScannerCommand { get; init; }

    /// <summary>
    /// Program and arguments that read one PDF, see <see cref="Files.PdfTextProcess"/>; empty where PDF files are not searched.
    /// </summary>
    public IReadOnlyList<string> PdfReader { get; init; } = [];

    internal IEnumerable<string> Mistakes(bool hasGraph)
    {
        if (Kind is { } kind && !Enum.IsDefined(kind))
            yield return $"Mailbox:Kind is {kind}: choose Folder, Imap or Graph.";
        if (Kind == MailboxKind.Folder && string.IsNullOrWhiteSpace(Folder))
            yield return "Mailbox:Kind is Folder and no folder is named: write Mailbox:Folder.";
        if (Kind == MailboxKind.Imap && Imap is null)
            yield return "Mailbox:Kind is Imap: write Mailbox:Host, Mailbox:User and Mailbox:Password.";
        if (Kind == MailboxKind.Graph && !hasGraph)
            yield return "Mailbox:Kind is Graph: write the section Graph with the mailbox to read.";
        foreach (var mistake in Limits.Mistakes())
            yield return mistake;
        if (ScannerCommand is not null && string.IsNullOrWhiteSpace(ScannerCommand))
            yield return "Mail:ScannerCommand is empty: write a command such as 'clamdscan --no-summary -', or leave it out.";
        if (Kind != MailboxKind.Imap || Imap is null)
            yield break;
        foreach (var mistake in Imap.Mistakes())
            yield return mistake;
    }
}
