using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>A rolling restart: SIGTERM while something is under way.</summary>
public sealed class ServeStopTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>Longer than the two seconds that the command line's library gives a command by itself.</summary>
    [Fact]
    public async Task AskedToEnd_ItEndsWhatItHasBegun_HoweverLongThatTakes_AndExitsWithZero()
    {
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token);
        using var body = new SlowBody(
            $$"""{ "bodyId": "council", "date": "{{HostFolder.Text(HostFolder.Day(60))}}", "time": "09:00" }""");
        // The body is begun when the service asks for it: what it has not taken up yet it need not end.
        using var patient = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var client = new HttpClient(patient) { BaseAddress = serve.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = serve.Client.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.ExpectContinue = true;
        var answer = client.PostAsync("/api/meetings", body, Token);
        await body.Begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);

        var ending = serve.StopAsync(Token);
        await HostFleet.UntilAsync(
            "shutting down",
            () => Task.FromResult(serve.Log.Any(line => line.Contains("is shutting down", StringComparison.Ordinal))), Token);
        // The time is what is tested.
        await Task.Delay(TimeSpan.FromSeconds(4), Token);
        ending.IsCompleted.ShouldBeFalse();
        body.Rest.SetResult();

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ending).ShouldBe(0);
    }

    /// <summary>Half of it, and the rest when the test says so.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly byte[] _bytes;

        public SlowBody(string json)
        {
            _bytes = Encoding.UTF8.GetBytes(json);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Rest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, 10), Token);
            await stream.FlushAsync(Token);
            Begun.SetResult();
            await Rest.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
            await stream.WriteAsync(_bytes.AsMemory(10), Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
