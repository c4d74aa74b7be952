namespace Workflow.Bench;

internal static class StartupBench
{
    public static Task RunAsync(BenchOutput output) => output.LineAsync("Startup: to be written.");
}
