using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Host.Serve;
using Workflow.Messaging;
using Workflow.Runtime;

namespace Workflow.Host.Composition;

/// <summary>What a command needs that looks at the service's database or writes to it and ends: no loops, and no log.</summary>
internal static class CommandServices
{
    public static ServiceProvider Build(
        ServeOptions settings, RuntimeOptions runtime, BodyRegister bodies, PeopleRegister people) =>
        ForumComposition.Build(new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddForum(new ForumSettings
            {
                Runtime = runtime,
                Bodies = bodies,
                People = people,
                Messaging = new MessagingOptions
                {
                    MailFolder = Path.Combine(settings.DataFolder, "mail"),
                    PublicationRoot = settings.DataFolder,
                },
            }));
}
