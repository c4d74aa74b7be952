using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workflow.Bench;

/// <summary>
/// A mail server that takes everything and keeps nothing, in a process of its own, so that its memory is not counted as ours.
/// One recipient in ten is refused: the one whose number ends with a nought.
/// </summary>
internal static class SmtpSink
{
    public const string Argument = "sink";

    private static readonly byte[] EndOfText = "\r\n.\r\n"u8.ToArray();

    private static int _accepted;

    /// <summary>Says its port, and ends with its standard input.</summary>
    public static async Task<int> RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await Console.Out.WriteLineAsync($"{((IPEndPoint)listener.LocalEndpoint).Port}").ConfigureAwait(false);
        var end = Task.Run(() => Console.In.ReadToEnd());
        while (!end.IsCompleted)
        {
            var client = listener.AcceptTcpClientAsync();
            if (await Task.WhenAny(client, end).ConfigureAwait(false) == end)
                break;
            _ = TalkAsync(await client.ConfigureAwait(false));
        }

        return 0;
    }

    private static async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            var reader = PipeReader.Create(stream);
            try
            {
                await SayAsync(stream, "220 sink.invalid ESMTP").ConfigureAwait(false);
                while (await UntilAsync(reader, "\r\n"u8.ToArray()).ConfigureAwait(false) is { } line)
                {
                    await SayAsync(stream, await AnswerAsync(stream, reader, line).ConfigureAwait(false)).ConfigureAwait(false);
                }
            }
            catch (Exception fault) when (fault is IOException or SocketException)
            {
                // The client went away.
            }
        }
    }

    private static async Task<string> AnswerAsync(NetworkStream stream, PipeReader reader, string line)
    {
        if (line.StartsWith("EHLO", StringComparison.Ordinal))
            return "250-sink.invalid\r\n250-PIPELINING\r\n250-SIZE 50000000\r\n250 8BITMIME";
        if (line.StartsWith("RCPT", StringComparison.Ordinal))
            return line.Contains("0@", StringComparison.Ordinal) ? "550 5.1.1 No such user here" : "250 2.1.5 Ok";
        if (line.StartsWith("XCOUNT", StringComparison.Ordinal))
            return $"250 {Volatile.Read(ref _accepted)}";
        if (!line.StartsWith("DATA", StringComparison.Ordinal))
            return "250 2.0.0 Ok";
        await SayAsync(stream, "354 Go ahead").ConfigureAwait(false);
        await UntilAsync(reader, EndOfText).ConfigureAwait(false);
        return $"250 2.0.0 Ok: queued as {Interlocked.Increment(ref _accepted)}";
    }

    private static async Task<string?> UntilAsync(PipeReader reader, byte[] mark)
    {
        while (true)
        {
            var read = await reader.ReadAsync().ConfigureAwait(false);
            if (Found(read.Buffer, mark) is { } end)
            {
                var line = mark.Length == 2 ? Encoding.ASCII.GetString(read.Buffer.Slice(0, end)) : "";
                reader.AdvanceTo(read.Buffer.GetPosition(mark.Length, end));
                return line;
            }

            if (read.IsCompleted)
                return null;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static SequencePosition? Found(ReadOnlySequence<byte> buffer, byte[] mark)
    {
        var search = new SequenceReader<byte>(buffer);
        return search.TryReadTo(out ReadOnlySequence<byte> before, mark) ? before.End : null;
    }

    private static ValueTask SayAsync(NetworkStream stream, string reply) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"));
}

/// <summary>The sink as a child process.</summary>
internal sealed class SinkProcess : IMailServer
{
    private readonly Process _process;

    private SinkProcess(Process process, int port) => (_process, Port) = (process, port);

    public string Name => "sink";

    public int Port { get; }

    public static async Task<SinkProcess> StartAsync()
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!)
        { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(SinkProcess).Assembly.Location);
        start.ArgumentList.Add(SmtpSink.Argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The sink did not start.");
        var port = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        return new SinkProcess(process, int.Parse(port!, System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }
}
