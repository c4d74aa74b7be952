using Workflow.Activities;
using Workflow.Activities.Kernel;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Messaging;
using Workflow.Runtime;

namespace Workflow.Host.Composition;

/// <summary>Puts the rooms together. The one composition of <c>serve</c>, <c>replay</c>, <c>import</c> and the tests.</summary>
public static class ForumComposition
{
    /// <summary>Needs a <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddForum(this IServiceCollection services, ForumSettings settings) => services
        .AddSingleton(settings.Bodies)
        .AddSingleton(settings.People)
        .AddSingleton(new LetterWriter(new LetterOptions
        {
            OrganizerAddress = settings.Messaging.SenderAddress,
            PublicUrl = settings.PublicUrl,
            AttachesDocuments = settings.AttachesDocuments,
            ReplyAddress = settings.ReplyAddress,
            Templates = settings.Templates,
            Domain = settings.MessageIdDomain,
        }))
        .AddSingleton(provider => new ForumRules(
            settings.Bodies, settings.People, provider.GetRequiredService<LetterWriter>())
        {
            MakesOnlineMeetings = provider.GetService<ICalendarService>() is not null,
        })
        .AddForumActivities()
        .AddForumDrains()
        .AddForumRuntime(settings.Runtime)
        .UseEngineOf(settings)
        .AddMessaging(settings.Messaging);

    private static IServiceCollection UseEngineOf(this IServiceCollection services, ForumSettings settings) =>
        settings.Engine is { } engine ? services.UseLifecycleEngine(engine) : services;

    /// <summary>A provider that checks its own registrations when it is built.</summary>
    public static ServiceProvider Build(IServiceCollection services) =>
        services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
