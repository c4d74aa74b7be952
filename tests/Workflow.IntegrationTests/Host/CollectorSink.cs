using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workflow.IntegrationTests.Host;

/// <summary>Takes what an OTLP exporter sends over HTTP, and keeps it as it came.</summary>
internal sealed class CollectorSink : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string Body)> _taken = new();

    public CollectorSink()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        Listening = ListenAsync();
    }

    public string Address { get; }

    public Task Listening { get; }

    public bool Has(string path, string text) =>
        _taken.Any(taken => taken.Path == path && taken.Body.Contains(text, StringComparison.Ordinal));

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                _taken.Enqueue((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return; // Closed with the test.
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
