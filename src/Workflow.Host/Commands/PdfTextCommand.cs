using System.CommandLine;
using System.Reflection;
using System.Text;
using Workflow.Messaging.Files;

namespace Workflow.Host.Commands;

/// <summary>
/// <c>pdf-text</c>: what the serving program starts for each PDF that came with an answer, so that a file that was made to harm
/// can end
/// this process only. Not for people.
/// </summary>
internal static class PdfTextCommand
{
    public const string Name = "pdf-text";

    /// <summary>This program, as a command that reads one PDF.</summary>
    public static IReadOnlyList<string> Line { get; } = Path.GetFileNameWithoutExtension(
        Environment.ProcessPath) == Own.GetName().Name
        ? [Environment.ProcessPath!, Name]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, Own.GetName().Name + ".dll"), Name];

    private static Assembly Own => typeof(PdfTextCommand).Assembly;

    public static Command Create()
    {
        var command = new Command(Name) { Hidden = true };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await using (var input = Console.OpenStandardInput())
            await input.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        var text = PdfFile.Read(content.ToArray());
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(
            Encoding.UTF8.GetBytes((text.IsWhole ? "W" : "P") + text.Text), cancellationToken).ConfigureAwait(false);
        return ForumCommandLine.Done;
    }
}
