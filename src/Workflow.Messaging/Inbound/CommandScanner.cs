using System.ComponentModel;
using System.Diagnostics;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// Asks a program, such as <c>clamdscan --no-summary -</c>: exit code 0 is clean, 1 infected, everything else is unknown. The
/// file
/// goes to its standard input, or into a temporary file where the command holds the word <c>{file}</c>. No shell is between.
/// </summary>
public sealed class CommandScanner(string command, TimeProvider time) : IAttachmentScanner
{
    private const string FileWord = "{file}";

    /// <summary>For one file; then the program is ended.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!command.Contains(FileWord, StringComparison.Ordinal))
            return await RunAsync(command, content, cancellationToken).ConfigureAwait(false);

        var folder = Directory.CreateTempSubdirectory("scan-").FullName;
        try
        {
            var path = Path.Combine(folder, "file");
            await File.WriteAllBytesAsync(path, content, cancellationToken).ConfigureAwait(false);
            return await RunAsync(
                command.Replace(FileWord, path, StringComparison.Ordinal), default, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ScanVerdict.Unknown;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<ScanVerdict> RunAsync(string line, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            await Task.WhenAll(
                FeedAsync(process, input, either.Token),
                process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, either.Token),
                process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token)).ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return process.ExitCode switch { 0 => ScanVerdict.Clean, 1 => ScanVerdict.Infected, _ => ScanVerdict.Unknown };
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return ScanVerdict.Unknown;
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            // No such program, or it cannot be run.
            return ScanVerdict.Unknown;
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It had seen enough before the end: its exit code says what.
        }
    }
}
