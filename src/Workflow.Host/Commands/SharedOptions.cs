using System.CommandLine;
using Workflow.Host.Composition;

namespace Workflow.Host.Commands;

/// <summary>Options that more than one command has.</summary>
internal static class SharedOptions
{
    public static Option<string> Language { get; } = Recursive(new Option<string>("--language")
    {
        Description = HostTexts.Get("LanguageOption"),
        DefaultValueFactory = _ => "da",
    }.AcceptOnlyFromAmong("da", "en"));

    public static Option<bool> Verbose { get; } = Recursive(
        new Option<bool>("--verbose") { Description = HostTexts.Get("VerboseOption") });

    public static Argument<FileInfo> File { get; } = new("FILE") { Description = HostTexts.Get("FileArgument") };

    public static Option<FileInfo?> Bodies { get; } = new("--bodies") { Description = HostTexts.Get("BodiesOption") };

    public static Option<FileInfo?> People { get; } = new("--people") { Description = HostTexts.Get("PeopleOption") };

    public static Option<DirectoryInfo?> Workflows { get; } = new(
        "--workflows")
    { Description = HostTexts.Get("WorkflowsOption") };

    public static Option<string?> Database { get; } = new("--database") { Description = HostTexts.Get("DatabaseOption") };

    public static Option<bool> Json { get; } = new("--json") { Description = HostTexts.Get("JsonOption") };

    public static Option<string> Engine { get; } = new("--runtime")
    {
        Description = HostTexts.Get("RuntimeOption"),
        DefaultValueFactory = _ => LifecycleEngines.Embedded,
    };

    public static ForumFiles Files(ParseResult parsed) =>
        new(parsed.GetValue(Bodies), parsed.GetValue(Workflows), parsed.GetValue(People));

    private static Option<T> Recursive<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }
}
