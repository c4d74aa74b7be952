using System.CommandLine;
using Workflow.Host.Commands;
using Workflow.Host.Composition;

namespace Workflow.Host.Serve;

/// <summary><c>serve</c>: the service. The default command.</summary>
internal static class ServeCommand
{
    private static readonly Option<bool> Demo = new("--demo") { Description = HostTexts.Get("DemoOption") };

    private static readonly Option<string?> Urls = new("--urls") { Description = HostTexts.Get("UrlsOption") };

    public static Command Create(LifecycleEngines engines)
    {
        var command = new Command("serve", HostTexts.Get("ServeSummary"));
        AddOptions(command, engines);
        return command;
    }

    /// <summary>Also for the root, whose default it is.</summary>
    public static void AddOptions(Command command, LifecycleEngines engines)
    {
        foreach (var option in new Option[]
            { Urls, Demo, SharedOptions.Bodies, SharedOptions.People, SharedOptions.Workflows, SharedOptions.Database,
            SharedOptions.Engine })
            command.Options.Add(option);
        command.Runs((parsed, cancellationToken) => RunAsync(parsed, engines, cancellationToken));
    }

    private static async Task<int> RunAsync(ParseResult parsed, LifecycleEngines engines, CancellationToken cancellationToken)
    {
        var request = new ServeRequest(
            SharedOptions.Files(parsed), parsed.GetValue(SharedOptions.Database), parsed.GetValue(Demo), parsed.GetValue(Urls))
        {
            Engine = engines.Find(parsed.GetValue(SharedOptions.Engine)!),
        };
        await using var app = await ServeApplication.BuildAsync(request, cancellationToken).ConfigureAwait(false);
        await app.RunAsync(cancellationToken).ConfigureAwait(false);
        return ForumCommandLine.Done;
    }
}
