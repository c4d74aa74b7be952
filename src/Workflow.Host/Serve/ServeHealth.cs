using Hangfire;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>What <c>/ready</c> looks at. Everybody is told whether; only the authorized are told what.</summary>
internal static class ServeHealth
{
    public static void AddServeHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseHealth>("database")
        .AddCheck<JobStoreHealth>("hangfire")
        .AddCheck<DeadlineHealth>("deadlines")
        .AddCheck<CalendarHealth>("calendar")
        .AddCheck<VersionHealth>("versions")
        .AddCheck<PeopleHealth>("people");

    public static HealthCheckOptions Options { get; } = new()
    {
        ResponseWriter = (context, report) => context.User.Identity?.IsAuthenticated == true
            ? context.Response.WriteAsJsonAsync(Details(report), context.RequestAborted)
            : context.Response.WriteAsJsonAsync(new { status = Word(report.Status) }, context.RequestAborted),
    };

    private static object Details(HealthReport report) => new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new { status = Word(entry.Value.Status), text = entry.Value.Description, data = entry.Value.Data },
            StringComparer.Ordinal),
    };

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}

/// <summary>The database answers and is as new as the program.</summary>
internal sealed class DatabaseHealth(ForumDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await database.CanConnectAsync(cancellationToken).ConfigureAwait(false))
            return HealthCheckResult.Unhealthy(HostTexts.Get("DatabaseUnreachable"));
        var pending = await database.PendingMigrationsAsync(cancellationToken).ConfigureAwait(false);
        return pending.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(HostTexts.Format("MigrationsPending", string.Join(", ", pending)));
    }
}

/// <summary>
/// Hangfire's store answers, and this process itself works on each queue. Other hosts may well do the work meanwhile, and one
/// that died is listed for some minutes yet: neither says anything of this one.
/// </summary>
internal sealed class JobStoreHealth(JobStorage storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var servers = storage.GetMonitoringApi().Servers().Select(server => server.Name).ToList();
        var idle = Queues.Workers.Keys
            .Where(queue => !servers.Exists(name => IsOwn(name, queue))).ToList();
        return Task.FromResult(idle.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(HostTexts.Format("QueuesIdle", string.Join(", ", idle))));
    }

    private static bool IsOwn(string server, string queue) =>
        server.StartsWith(ServeJobs.ServerName(queue) + ":", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Says for how long the oldest due deadline has been due. Degraded only: a host taken out of service for it would make it later.
/// </summary>
internal sealed class DeadlineHealth(DeadlineSweep sweep) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var next = await sweep.NextAsync(cancellationToken).ConfigureAwait(false);
        var overdue = next is { Left.Ticks: < 0 } ? -next.Left : TimeSpan.Zero;
        var data = new Dictionary<string, object> { ["overdueSeconds"] = Math.Round(overdue.TotalSeconds, 1) };
        return overdue < Late
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded(HostTexts.Format("DeadlinesLate", Math.Floor(overdue.TotalMinutes)), data: data);
    }
}

/// <summary>Names the meetings whose event was given up. Degraded only: another host would fare no better.</summary>
internal sealed class CalendarHealth(OperatorOverview operators) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var givenUp = (await operators.OpenOnlineEventsAsync(cancellationToken).ConfigureAwait(false))
            .Where(known => known.GivenUpAt is not null).Select(known => known.MeetingId).ToList();
        return givenUp.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(HostTexts.Format("EventsGivenUp", string.Join(", ", givenUp)));
    }
}

/// <summary>
/// Names the cases that this host cannot run and leaves to others. Degraded only: what it can run, it runs.
/// </summary>
internal sealed class VersionHealth(LeftToOthers others) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var left = others.Now;
        return Task.FromResult(left.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                HostTexts.Format("LeftToOthers", left.Count),
                data: left.ToDictionary(pair => pair.Key, pair => (object)pair.Value, StringComparer.Ordinal)));
    }
}
