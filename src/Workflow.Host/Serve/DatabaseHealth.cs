using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

internal sealed class DatabaseHealth(ForumDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.CanConnectAsync(cancellationToken).ConfigureAwait(false)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}
