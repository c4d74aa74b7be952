using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed class TelemetryExportTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WithACollectorNamed_MetricsAndTracesReachIt()
    {
        using var sink = new CollectorSink();
        var start = ServeProcess.Command(_folder.Root, "serve", "--urls", "http://127.0.0.1:0", "--people", "people.json");
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Address;
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        start.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "500";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        try
        {
            var left = Stopwatch.StartNew();
            while (!Arrived(sink) && left.Elapsed < TimeSpan.FromSeconds(60))
                await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Task.WhenAll(output, error);
        }

        sink.Has("/v1/metrics", "workflow.deadlines.due").ShouldBeTrue(await error);
        sink.Has("/v1/traces", "transaction ").ShouldBeTrue(await error);
        sink.Has("/v1/metrics", "service.name").ShouldBeTrue();
    }

    private static bool Arrived(CollectorSink sink) =>
        sink.Has("/v1/metrics", "workflow.deadlines.due") && sink.Has("/v1/traces", "transaction ");
}
