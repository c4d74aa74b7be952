using System.Net;
using Shouldly;
using Workflow.IntegrationTests.Host;
using Xunit;

namespace Workflow.IntegrationTests.Links;

/// <summary>Who is limited, and who stands in the trail, behind a reverse proxy and without one.</summary>
public sealed class TrustedProxyTests : IDisposable
{
    private const int PerMinute = 8;

    private readonly HostFolder _folder = new();
    private int _tokens;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FromANamedProxy_EachVisitorHasALimitOfTheirOwn_AndTheTrailNamesThem()
    {
        await using var serve = await StartAsync("10.0.0.0/8, 127.0.0.1");

        // Each by itself is far below the limit; what the visitor wrote before the proxy's own word is not believed.
        for (var visitor = 1; visitor <= PerMinute * 2; visitor++)
            (await TryAsync(serve, $"198.51.100.9, 203.0.113.{visitor}, 10.1.1.1")).ShouldBe(HttpStatusCode.NotFound);
        var statuses = new List<HttpStatusCode>();
        for (var again = 0; again < PerMinute * 2; again++)
            statuses.Add(await TryAsync(serve, "203.0.113.77"));

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        var addresses = await AddressesAsync(serve);
        addresses.ShouldContain("203.0.113.1");
        addresses.ShouldContain("203.0.113.77");
        addresses.ShouldNotContain("198.51.100.9");
        addresses.ShouldNotContain("10.1.1.1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10.1.0.5")]
    public async Task FromAnybodyElse_TheHeaderCountsForNothing(string? trusted)
    {
        await using var serve = await StartAsync(trusted);

        var statuses = new List<HttpStatusCode>();
        for (var visitor = 1; visitor <= PerMinute * 2; visitor++)
            statuses.Add(await TryAsync(serve, $"203.0.113.{visitor}"));

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        (await AddressesAsync(serve)).Distinct().ShouldBe(["127.0.0.1"]);
    }

    [Fact]
    public async Task ASettingThatIsNoAddress_IsRefusedAtTheStart()
    {
        var command = ServeProcess.Command(
            _folder.Root, "serve", "--urls", "http://127.0.0.1:0", "--people", "people.json", "--language", "en");
        command.Environment["Workflow__TrustedProxies"] = "the proxy";

        var run = await ProgramRun.OfAsync(command, Token);

        run.ExitCode.ShouldNotBe(0);
        (run.Output + run.Error).ShouldContain("Workflow__TrustedProxies");
    }

    private Task<ServeProcess> StartAsync(string? trusted)
    {
        var settings = new Dictionary<string, string> { ["Workflow__LinkRequestsPerMinute"] = $"{PerMinute}" };
        if (trusted is not null)
            settings["Workflow__TrustedProxies"] = trusted;
        return ServeProcess.StartAsync(_folder.Root, Token, settings);
    }

    /// <summary>A well-formed token that nobody was given, another each time: only the address can be what is limited.</summary>
    private async Task<HttpStatusCode> TryAsync(ServeProcess serve, string forwardedFor)
    {
        var number = _tokens++;
        var token = new string('a', 24) + (char)('a' + (number / 20)) + (char)('a' + (number % 20));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/l/{token}");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await serve.Client.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(ServeProcess serve) =>
        [.. (await serve.GetAsync("/api/timeline?subject=links", Token)).EnumerateArray()
            .Select(entry => entry.GetProperty("facts").GetProperty("address").GetString()!)];
}
