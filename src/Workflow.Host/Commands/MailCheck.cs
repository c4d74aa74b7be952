using Workflow.Host.Serve;
using Workflow.Messaging;
using Workflow.Messaging.Graph;
using Workflow.Messaging.Smtp;

namespace Workflow.Host.Commands;

/// <summary>What is wrong with mail, tried as <c>serve</c> would do it: connect, encrypt, log in, and hang up again.</summary>
internal static class MailCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Sentences for the operator; none where letters go into a folder, or we are let in.</returns>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellationToken)
    {
        var options = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build().GetSection(ServeOptions.Section).Get<ServeOptions>();
        if (options is null || (options.Mail?.ToOptions() is null && options.Graph?.ToOptions() is null))
            return [];
        var messaging = new MessagingOptions
        {
            Smtp = options.Mail?.ToOptions(),
            Graph = options.Graph?.ToOptions(),
            MailFolder = ServeDefaults.MailFolder,
            PublicationRoot = ServeDefaults.DataFolder,
            SenderAddress = options.Sender,
        };
        if (messaging.Mistakes() is { Count: > 0 } mistakes)
            return mistakes;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        return await WhyUnreachableAsync(messaging, patience.Token).ConfigureAwait(false) is { } why ? [why] : [];
    }

    private static async Task<string?> WhyUnreachableAsync(MessagingOptions messaging, CancellationToken cancellationToken)
    {
        if (messaging.Smtp is { } smtp)
        {
            using var server = new SmtpMailTransport(messaging, smtp);
            return await server.WhyUnreachableAsync(cancellationToken).ConfigureAwait(false);
        }

        using var service = new GraphMailTransport(messaging, messaging.Graph!, TimeProvider.System);
        return await service.WhyUnreachableAsync(cancellationToken).ConfigureAwait(false);
    }
}
