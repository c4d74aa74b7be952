using Workflow.Host.Commands;
using Workflow.Host.Composition;

namespace Workflow.Host;

/// <summary>The program, also for a build that holds another engine than the embedded one.</summary>
public static class ForumProgram
{
    /// <returns>The exit code: 0 done, 1 refused or failed, 2 wrong use.</returns>
    public static Task<int> RunAsync(string[] args, LifecycleEngines? engines = null)
    {
        ConsoleIo.UseUtf8();
        return ForumCommandLine.RunAsync(args, engines ?? LifecycleEngines.OnlyEmbedded);
    }
}
