using Microsoft.Extensions.DependencyInjection;
using Workflow.Activities.Ports;
using Workflow.Messaging.Files;
using Workflow.Messaging.Folder;
using Workflow.Messaging.Graph;
using Workflow.Messaging.Inbound;
using Workflow.Messaging.Smtp;

namespace Workflow.Messaging;

/// <summary>Registers what this room offers.</summary>
public static class MessagingRoom
{
    /// <exception cref="MessagingOptionsException">The options cannot work; all mistakes are named at once.</exception>
    public static IServiceCollection AddMessaging(this IServiceCollection services, MessagingOptions options)
    {
        var mistakes = options.Mistakes();
        if (mistakes.Count > 0)
            throw new MessagingOptionsException(mistakes);

        services.AddSingleton(options);
        if (options.Smtp is { } smtp)
            services.AddSingleton<IMailTransport>(_ => new SmtpMailTransport(options, smtp));
        else if (options.Graph is { } graph)
            services.AddSingleton<IMailTransport>(
                provider => new GraphMailTransport(options, graph, provider.GetRequiredService<TimeProvider>()));
        else
            services.AddSingleton<IMailTransport, FolderMailTransport>();
        if (options.Graph is { Calendar: not null } calendar)
            services.AddSingleton<ICalendarService>(provider =>
                new GraphCalendar(new GraphConnection(calendar), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPublicationTarget, PublicationFolder>();
        return services.AddReader(options.Inbound).AddMailbox(options);
    }

    private static IServiceCollection AddReader(this IServiceCollection services, InboundOptions inbound)
    {
        if (inbound.ScannerCommand is { } command)
            services.AddSingleton<IAttachmentScanner>(
                provider => new CommandScanner(command, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAttachmentSearch>(provider => new AttachmentSearch(
            inbound.PdfReader.Count == 0
                ? null
                : new PdfTextProcess(inbound.PdfReader, provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton<IAttachmentInspector, AttachmentInspector>();
        return services.AddSingleton<IMailReader>(provider => new MailReader(
            inbound.Limits, provider.GetService<IAttachmentScanner>(), provider.GetRequiredService<IAttachmentSearch>()));
    }

    private static IServiceCollection AddMailbox(this IServiceCollection services, MessagingOptions options) =>
        options.Inbound switch
        {
            { Kind: MailboxKind.Folder } inbound => services.AddSingleton<IMailbox>(provider =>
                new FolderMailbox(inbound.Folder, inbound.Limits, provider.GetRequiredService<TimeProvider>())),
            { Kind: MailboxKind.Imap, Imap: { } imap } inbound => services.AddSingleton<IMailbox>(provider =>
                new ImapMailbox(imap, inbound.Limits, provider.GetRequiredService<TimeProvider>())),
            { Kind: MailboxKind.Graph } inbound when options.Graph is { } graph => services.AddSingleton<IMailbox>(provider =>
                new GraphMailbox(graph, inbound.Limits.Bytes, provider.GetRequiredService<TimeProvider>())),
            _ => services,
        };
}
