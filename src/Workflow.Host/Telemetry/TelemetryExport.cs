using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Workflow.Runtime;

namespace Workflow.Host.Telemetry;

/// <summary>
/// Sends metrics and traces to an OpenTelemetry collector, where one is named; otherwise nothing is measured and nothing leaves.
/// The usual variables (<c>OTEL_…</c>) say how.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>Of the collector; as a variable of the environment or a setting.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ServiceName = "workflow";

    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]))
            return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? ServiceName))
            .WithMetrics(metrics => metrics.AddMeter(RuntimeTelemetry.Name).AddOtlpExporter())
            .WithTracing(traces => traces.AddSource(RuntimeTelemetry.Name).AddOtlpExporter());
        return services.AddHostedService<GaugeRefresh>();
    }
}
