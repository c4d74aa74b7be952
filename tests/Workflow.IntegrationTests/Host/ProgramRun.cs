using System.Diagnostics;

namespace Workflow.IntegrationTests.Host;

/// <summary>What one run of the built program left: its exit code and what it said.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="folder">Where it runs; the files it finds by itself are those there.</param>
    public static Task<ProgramRun> OfAsync(string folder, CancellationToken cancellationToken, params string[] args) =>
        OfAsync(ServeProcess.Command(folder, args), cancellationToken);

    public static async Task<ProgramRun> OfAsync(ProcessStartInfo command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(command)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ProgramRun(process.ExitCode, output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
