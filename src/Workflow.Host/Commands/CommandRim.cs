using System.CommandLine;
using Workflow.Activities.Replay;
using Workflow.Messaging;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

/// <summary>Turns whatever ends a command into one clear message and an exit code.</summary>
internal static class CommandRim
{
    public static void Runs(this Command command, Func<ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction((parsed, cancellationToken) => GuardAsync(parsed, run, cancellationToken));

    private static async Task<int> GuardAsync(
        ParseResult parsed, Func<ParseResult, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run(parsed, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandRefusedException refused)
        {
            ConsoleIo.Say(refused.Message);
        }
        catch (BrokenDefinitionsException broken)
        {
            ConsoleIo.Say(broken.Message);
        }
        catch (MessagingOptionsException wrong)
        {
            ConsoleIo.Say(wrong.Message);
        }
        catch (ReplayRefusedException refused)
        {
            ConsoleIo.Say(refused.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The rim of the program: a person gets one sentence, and the details when they ask for them.
            ConsoleIo.Say(parsed.GetValue(SharedOptions.Verbose)
                ? exception.ToString()
                : HostTexts.Format("Unexpected", exception.Message));
        }

        return ForumCommandLine.Refused;
    }
}
