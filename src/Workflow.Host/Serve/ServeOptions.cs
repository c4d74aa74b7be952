namespace Workflow.Host.Serve;

/// <summary>What <c>serve</c> takes from configuration (section <c>Workflow</c>) and the command line.</summary>
public sealed class ServeOptions
{
    public const string Section = "Workflow";

    /// <summary>
    /// Bearer token of the API and password of the dashboard, which it opens for reading. Without one, only loopback addresses
    /// are served.
    /// </summary>
    public string? ApiToken { get; set; }

    /// <summary>Opens the same and may also act in the dashboard. Without one the dashboard is read only for everybody.</summary>
    public string? OperatorToken { get; set; }

    /// <summary>Folder of the database, the mails and the published pages.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>As <c>--database</c>, which goes before it: here a password does not stand on a command line.</summary>
    public string? Database { get; set; }

    /// <summary>
    /// PostgreSQL only: a host that stands still in the middle of a transaction (paused, a moved virtual machine) holds its rows
    /// no longer than this, at least a second; then another takes them over.
    /// </summary>
    public TimeSpan IdleInTransactionTimeout { get; set; } = Commands.DatabaseOptions.ReleaseOfPausedHosts;

    /// <summary>
    /// Where those without a login reach the link pages, such as <c>https://flow.example</c>; the first address it listens on
    /// where none is named. Without either (a port the system chooses) letters carry no link.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>What links are derived from, at least 32 characters; null for a key that the database keeps.</summary>
    public string? LinkKey { get; set; }

    /// <summary>
    /// Reverse proxies that are believed when they say for whom they ask (<c>X-Forwarded-For</c>): addresses or networks such as
    /// <c>10.1.0.0/16</c>, separated by commas. Null: nobody is.
    /// </summary>
    public string? TrustedProxies { get; set; }

    /// <summary>Requests a minute that the link pages take from one address; half of it for one link.</summary>
    public int LinkRequestsPerMinute { get; set; } = 120;

    /// <summary>Largest answer that a link page takes, files included, in megabytes.</summary>
    public int LinkUploadMegabytes { get; set; } = 25;

    public string SenderAddress { get; set; } = "no-reply@workflow.invalid";

    public string SenderName { get; set; } = "Sekretariatet";

    /// <summary>
    /// Folder of a secretariat's own words for letters: <c>da/hearingNotice.txt</c> and so on. They are checked at start.
    /// </summary>
    public string? TemplatesFolder { get; set; }

    /// <summary>
    /// Domain of Message-IDs and of calendar UIDs, such as <c>forum.example</c>. Never change it while meetings are open: their
    /// invitations would double in calendars.
    /// </summary>
    public string? MessageIdDomain { get; set; }

    /// <summary>The mail server; without one letters go into the data folder.</summary>
    public MailSettings? Mail { get; set; }

    /// <summary>Where answers are read from; without it the folder <c>inbox</c> below the data folder.</summary>
    public MailboxSettings Mailbox { get; set; } = new();

    /// <summary>A mailbox at Microsoft 365 in place of a mail server; its address is the sender.</summary>
    public GraphSettings? Graph { get; set; }

    /// <summary>The sender as letters show it: a mailbox at Microsoft 365 sends as itself.</summary>
    internal string Sender => Graph?.ToOptions()?.Mailbox ?? SenderAddress;
}
