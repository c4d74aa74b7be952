using Workflow.Host.Serve;
using Workflow.Messaging;
using Workflow.Messaging.Smtp;

namespace Workflow.Host.Commands;

/// <summary>What is wrong with mail, tried as <c>serve</c> would do it: connect, encrypt, log in, and hang up again.</summary>
internal static class MailCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Sentences for the operator; none where letters go into a folder, or the server lets us in.</returns>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellationToken)
    {
        var options = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build().GetSection(ServeOptions.Section).Get<ServeOptions>();
        if (options?.Mail?.ToOptions() is not { } smtp)
            return [];
        var messaging = new MessagingOptions
        {
            Smtp = smtp,
            MailFolder = ServeDefaults.MailFolder,
            PublicationRoot = ServeDefaults.DataFolder,
            SenderAddress = options.SenderAddress,
        };
        if (messaging.Mistakes() is { Count: > 0 } mistakes)
            return mistakes;
        using var transport = new SmtpMailTransport(messaging, smtp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        return await transport.WhyUnreachableAsync(patience.Token).ConfigureAwait(false) is { } why ? [why] : [];
    }
}
