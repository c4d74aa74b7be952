using System.Globalization;
using System.Threading.RateLimiting;
using Workflow.Host.Serve;

namespace Workflow.Host.Pages;

/// <summary>
/// How often the link pages answer one address, and one link: tokens cannot be guessed, and this keeps those who try from
/// filling the trail. Only the link pages are counted.
/// </summary>
internal static class LinkLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddLinkLimits(this IServiceCollection services, ServeOptions options) =>
        services.AddRateLimiter(limits =>
        {
            limits.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                By(context => "address " + context.Connection.RemoteIpAddress, options.LinkRequestsPerMinute),
                By(context => "link " + TokenOf(context), Math.Max(1, options.LinkRequestsPerMinute / 2)));
            limits.OnRejected = async (rejected, _) =>
            {
                var response = rejected.HttpContext.Response;
                PageHeaders.Set(response);
                response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                await LinkPages.TooMany(rejected.HttpContext).ExecuteAsync(rejected.HttpContext).ConfigureAwait(false);
            };
        });

    private static PartitionedRateLimiter<HttpContext> By(Func<HttpContext, string> key, int permits) =>
        PartitionedRateLimiter.Create<HttpContext,
            string>(context => context.Request.Path.StartsWithSegments("/l", StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    key(context),
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, QueueLimit = 0 })
                : RateLimitPartition.GetNoLimiter(""));

    /// <summary>Longer ones are no tokens: they share one partition, so that they cannot fill the memory.</summary>
    private static string TokenOf(HttpContext context)
    {
        // Routes are matched without regard to case; one token has one partition, however it is written.
        var token = context.Request.Path.Value!.Split('/').ElementAtOrDefault(2)?.ToLowerInvariant();
        return Forums.Links.LinkTokens.IsWellFormed(token) ? token! : "none";
    }
}
