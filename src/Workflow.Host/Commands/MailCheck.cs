using Workflow.Forums.Bodies;
using Workflow.Host.Serve;
using Workflow.Messaging;
using Workflow.Messaging.Graph;
using Workflow.Messaging.Inbound;
using Workflow.Messaging.Smtp;

namespace Workflow.Host.Commands;

/// <summary>What is wrong with mail, tried as <c>serve</c> would do it: connect, encrypt, log in, and hang up again.</summary>
internal static class MailCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Sentences for the operator; none where letters go into a folder, or we are let in.</returns>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(
        ServeOptions options, BodyRegister bodies, CancellationToken cancellationToken)
    {
        var noCalendar = NoCalendar(bodies, options);
        var messaging = new MessagingOptions
        {
            Smtp = options.Mail?.ToOptions(),
            Graph = options.Graph?.ToOptions(),
            Inbound = options.Mailbox.ToOptions(options.DataFolder, options.Mail?.ScannerCommand),
            MailFolder = Path.Combine(options.DataFolder, "mail"),
            PublicationRoot = options.DataFolder,
            SenderAddress = options.Sender,
        };
        if (messaging.Mistakes() is { Count: > 0 } mistakes)
            return [.. mistakes, .. noCalendar];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string?[] whys =
        [
            await WhyUnreachableAsync(messaging, patience.Token).ConfigureAwait(false),
            await WhyUnreadableAsync(messaging, patience.Token).ConfigureAwait(false),
        ];
        return [.. whys.OfType<string>(), .. noCalendar];
    }

    /// <summary>Such meetings are held without a link, and nobody else would say so.</summary>
    private static List<string> NoCalendar(BodyRegister bodies, ServeOptions options) =>
        options.Graph?.ToOptions() is { Calendar: not null }
            ? []
            : [.. bodies.All.Where(body => body.OnlineMeetings).Select(body => HostTexts.Format("NoCalendar", body.Name))];

    private static async Task<string?> WhyUnreadableAsync(MessagingOptions messaging, CancellationToken cancellationToken)
    {
        var inbound = messaging.Inbound;
        if (inbound.Imap is { } imap)
        {
            using var mailbox = new ImapMailbox(imap, inbound.Limits, TimeProvider.System);
            return await mailbox.WhyUnreachableAsync(cancellationToken).ConfigureAwait(false);
        }

        if (inbound.Kind != MailboxKind.Graph || messaging.Graph is not { } graph)
            return null;
        using var service = new GraphMailbox(graph, inbound.Limits.Bytes, TimeProvider.System);
        return await service.WhyUnreachableAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string?> WhyUnreachableAsync(MessagingOptions messaging, CancellationToken cancellationToken)
    {
        if (messaging.Smtp is { } smtp)
        {
            using var server = new SmtpMailTransport(messaging, smtp);
            return await server.WhyUnreachableAsync(cancellationToken).ConfigureAwait(false);
        }

        if (messaging.Graph is not { } graph)
            return null;
        using var service = new GraphMailTransport(messaging, graph, TimeProvider.System);
        return await service.WhyUnreachableAsync(cancellationToken).ConfigureAwait(false);
    }
}
