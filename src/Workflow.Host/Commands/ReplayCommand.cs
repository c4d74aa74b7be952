using System.CommandLine;
using System.Text.Json;
using Workflow.Activities.Replay;
using Workflow.Host.Composition;
using Workflow.Host.Import;

namespace Workflow.Host.Commands;

/// <summary>
/// <c>replay [FILE]</c>: the main job, end to end, on a virtual clock; without a file, the shipped sample among its own bodies.
/// </summary>
internal static class ReplayCommand
{
    private static readonly Argument<FileInfo?> File = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = HostTexts.Get("ReplayFileArgument"),
    };

    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = HostTexts.Get("OutOption") };

    public static Command Create(LifecycleEngines engines)
    {
        var command = new Command("replay", HostTexts.Get("ReplaySummary"))
        {
            File, Out, SharedOptions.Json, SharedOptions.Bodies, SharedOptions.Workflows, SharedOptions.Database,
            SharedOptions.Engine,
        };
        command.Runs((parsed, cancellationToken) => RunAsync(parsed, engines, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, LifecycleEngines engines, CancellationToken cancellationToken)
    {
        var named = parsed.GetValue(File);
        var files = named is null ? SharedOptions.Files(parsed).Samples() : SharedOptions.Files(parsed);
        var source = named ?? new FileInfo(files.SamplePaper);
        var file = await PaperFile.ReadAsync(source.FullName, files.Bodies(), cancellationToken).ConfigureAwait(false);
        if (file.Paper.Date is null)
            throw new CommandRefusedException(new Forums.Refusal("no-date", HostTexts.NoDate(source.Name)));
        if (file.Body.IsDerived)
            ConsoleIo.Say(HostTexts.Derived(file.Body.Name));
        var folder = ReplayFolder.Open(
            parsed.GetValue(Out)?.FullName ?? Path.Combine("out", Path.GetFileNameWithoutExtension(source.Name)), source, files);
        await using var session = await ReplaySession.BeginAsync(
            file,
            files,
            folder,
            parsed.GetValue(SharedOptions.Database),
            probe: null,
            cancellationToken,
            engine: engines.Find(parsed.GetValue(SharedOptions.Engine)!)).ConfigureAwait(false);
        var (report, timeline) = await session.PlayAsync(cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(SharedOptions.Json))
            ConsoleIo.WriteJson(report);
        else
            ReplayPrinter.Print(file, report, timeline, folder);
        return ForumCommandLine.Done;
    }
}
