namespace Workflow.Bench;

internal static class DeadlineBench
{
    public static Task RunAsync(BenchOutput output) => output.LineAsync("Deadline: to be written.");
}
