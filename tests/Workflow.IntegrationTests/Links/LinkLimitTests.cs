using System.Net;
using Shouldly;
using Workflow.IntegrationTests.Host;
using Xunit;

namespace Workflow.IntegrationTests.Links;

public sealed class LinkLimitTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhoeverTriesTokens_IsAskedToWait_AndTheRestOfTheServiceGoesOn()
    {
        await using var serve = await ServeProcess.StartAsync(
            _folder.Root, TestContext.Current.CancellationToken,
            new Dictionary<string, string> { ["Workflow__LinkRequestsPerMinute"] = "10" });

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 15; i++)
            statuses.Add(
                (await serve.Client.GetAsync($"/{(i % 2 == 0 ? 'l' : 'L')}/{new string((char)('a' + i), 26)}")).StatusCode);

        // Routes know no case, so neither may the limit. A minute may end in between; then a few more are let through.
        statuses.ShouldContain(HttpStatusCode.NotFound);
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        (await serve.Client.GetAsync("/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
