using System.CommandLine;
using Workflow.Host.Commands;

namespace Workflow.Host.Serve;

/// <summary><c>serve</c>: the service. The default command.</summary>
internal static class ServeCommand
{
    private static readonly Option<bool> Demo = new("--demo") { Description = HostTexts.Get("DemoOption") };

    private static readonly Option<string?> Urls = new("--urls") { Description = HostTexts.Get("UrlsOption") };

    public static Command Create()
    {
        var command = new Command("serve", HostTexts.Get("ServeSummary"));
        AddOptions(command);
        return command;
    }

    /// <summary>Also for the root, whose default it is.</summary>
    public static void AddOptions(Command command)
    {
        foreach (var option in new Option[]
            { Urls, Demo, SharedOptions.Bodies, SharedOptions.People, SharedOptions.Workflows, SharedOptions.Database })
            command.Options.Add(option);
        command.Runs(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new ServeRequest(
            SharedOptions.Files(parsed), parsed.GetValue(SharedOptions.Database), parsed.GetValue(Demo), parsed.GetValue(Urls));
        await using var app = await ServeApplication.BuildAsync(request, cancellationToken).ConfigureAwait(false);
        await app.RunAsync(cancellationToken).ConfigureAwait(false);
        return ForumCommandLine.Done;
    }
}
