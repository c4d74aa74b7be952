namespace Workflow.Bench;

internal static class MeetingBench
{
    public static Task RunAsync(BenchOutput output) => output.LineAsync("Meeting: to be written.");
}
