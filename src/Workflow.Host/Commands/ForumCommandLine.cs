using System.CommandLine;
using System.Globalization;
using Workflow.Host.Composition;
using Workflow.Host.Serve;

namespace Workflow.Host.Commands;

/// <summary>The command line. Exit codes: 0 done (findings or not), 1 refused or failed, 2 wrong use.</summary>
internal static class ForumCommandLine
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args, LifecycleEngines engines)
    {
        // The language must hold before the first text is made: help is one.
        UseLanguage(Language(args));
        var root = Root(engines);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                ConsoleIo.Say(error.Message);
            return WrongUse;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
    }

    private static RootCommand Root(LifecycleEngines engines)
    {
        var root = new RootCommand(HostTexts.Get("AppSummary"));
        root.Options.Add(SharedOptions.Language);
        root.Options.Add(SharedOptions.Verbose);
        ServeCommand.AddOptions(root, engines);
        root.Subcommands.Add(ServeCommand.Create(engines));
        root.Subcommands.Add(ReplayCommand.Create(engines));
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(PdfTextCommand.Create());
        return root;
    }

    private static string Language(string[] args)
    {
        var at = Array.IndexOf(args, "--language");
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : "da";
    }

    private static void UseLanguage(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "da-DK");
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
    }
}
