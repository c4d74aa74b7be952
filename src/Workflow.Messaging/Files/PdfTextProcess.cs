using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Workflow.Messaging.Files;

/// <summary>
/// Reads PDF files in a process of their own, with little memory and little time: a file that was made to harm ends that process,
/// and is a file that was not searched.
/// </summary>
/// <param name="command">
/// Program and arguments. It reads the file from its standard input and writes one character, <c>W</c> for the whole text or
/// <c>P</c>
/// for a part, and the text in UTF-8; any exit code but 0 means that nothing is known of the file.
/// </param>
public sealed class PdfTextProcess(IReadOnlyList<string> command, TimeProvider time)
{
    /// <summary>For .NET's heap, hexadecimal: 512 MB.</summary>
    private const string Heap = "20000000";

    private const int MostCharacters = 20_000_000;

    /// <summary>For one file; then the process is ended.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <returns>Never an exception for what a file may hold.</returns>
    public async Task<FileText> ReadAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var process = new Process { StartInfo = Start() };
        try
        {
            process.Start();
            var said = ReadAsync(process.StandardOutput, either.Token);
            await Task.WhenAll(FeedAsync(process, content, either.Token), said,
                process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token))
                .ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return process.ExitCode == 0 ? Text(await said.ConfigureAwait(false)) : FileText.Unread;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return FileText.Unread;
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            // No such program, or it cannot be run: said of every file that it should have read.
            return FileText.Unread;
        }
    }

    private ProcessStartInfo Start()
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // Nothing that this program was told goes to a process that reads what strangers sent.
        foreach (var name in start.Environment.Keys.Where(
            name => name.StartsWith("Workflow__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_GCHeapHardLimit"] = Heap;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    private static FileText Text(string said) => said.Length is 0 or > MostCharacters
        ? FileText.Unread
        : new FileText(said[1..], said[0] == 'W');

    /// <returns>More than <see cref="MostCharacters"/> where there was more.</returns>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (text, buffer) = (new StringBuilder(), new char[32768]);
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (text.Length <= MostCharacters)
                text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it had read all: its exit code says how.
        }
    }
}
