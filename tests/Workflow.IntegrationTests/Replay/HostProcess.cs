using System.Diagnostics;

namespace Workflow.IntegrationTests.Replay;

/// <summary>The program as a process of its own.</summary>
internal static class HostProcess
{
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workflow.Host.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        return process;
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, output, await error);
    }

    public static string[] Replay(this ReplayInputs inputs, string output) =>
        ["replay", inputs.PaperFile, "--bodies", inputs.BodiesFolder, "--workflows", inputs.WorkflowsFolder,
        "--out", output, "--json"];
}
