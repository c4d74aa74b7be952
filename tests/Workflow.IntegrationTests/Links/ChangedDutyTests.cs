using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Workflow.IntegrationTests.Host;
using Xunit;

namespace Workflow.IntegrationTests.Links;

/// <summary>
/// A link outlives the letter; the right to answer may end before it. The page asks today's rules and says why.
/// </summary>
public sealed partial class ChangedDutyTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhoeverIsRecusedAfterTheLetter_ReadsNothing_AndApprovesNothing()
    {
        var body = Path.Combine(_folder.Root, "workflows", "bodies", "council.json");
        await File.WriteAllTextAsync(body, (await File.ReadAllTextAsync(body, Token)).Replace(
            "\"id\":", "\"itemApproval\": true, \"id\":", StringComparison.Ordinal), Token);
        await using var serve = await StartAsync();
        var (approval, token) = await ItemApprovalAsync(serve);
        (await GetAsync(serve, $"/l/{token}/document")).Status.ShouldBe(HttpStatusCode.OK);

        await serve.PostAsync("/api/items/item.bench/recusals",
            new { personId = "chair", ground = "Family", decidedById = "secretary" }, "secretary", Token);

        await RefusedAsync(serve, approval, token, "conflict of interest");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoeverHasNoMandateAnyMore_ReadsNothing_AndApprovesNothing(bool somebodyFollows)
    {
        var people = Path.Combine(_folder.Root, "people.json");
        string approval, token;
        await using (var before = await StartAsync())
        {
            var meeting = (await before.PostAsync(
                "/api/meetings", new
                {
                    bodyId = "council",
                    date = HostFolder.Text(
                    HostFolder.Day(40)),
                    time = "09:00",
                    place = "Skovby"
                }, "secretary", Token))
                .GetProperty("id").GetString()!;
            var found = await before.UntilAsync(
                $"/api/meetings/{meeting}", answer => answer.GetProperty("approvals").GetArrayLength() > 0, Token);
            approval = found.GetProperty("approvals")[0].GetProperty("id").GetString()!;
            token = await TokenAsync(before, approval);
        }

        var text = (await File.ReadAllTextAsync(people, Token))
            .Replace("\"role\": \"chair\"", "\"role\": \"chair\", \"to\": \"2025-12-31\"", StringComparison.Ordinal);
        if (!somebodyFollows)
            text = text.Replace("\"role\": \"secretariat\"", "\"role\": \"presenter\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(people, text, Token);
        await using var serve = await StartAsync();

        await RefusedAsync(serve, approval, token, "mandate has ended");
    }

    private static async Task RefusedAsync(ServeProcess serve, string approval, string token, string why)
    {
        var page = await GetAsync(serve, $"/l/{token}?lang=en");
        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Text.ShouldContain(why);
        page.Text.ShouldNotContain("<form");
        page.Text.ShouldNotContain("Bench");
        (await serve.GetAsync($"/api/timeline?subject={approval}", Token)).EnumerateArray()
            .Count(entry => entry.GetProperty("act").GetString() == "linkRefused").ShouldBe(1);
        (await GetAsync(serve, $"/l/{token}/document")).Text.ShouldNotContain("<style>");
        var hash = (await serve.GetAsync($"/api/approvals/{approval}", Token)).GetProperty(
            "approval").GetProperty("contentHash").GetString()!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["hash"] = hash });
        using var answer = await serve.Client.PostAsync($"/l/{token}/approve?lang=en", form, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain(why);
        (await serve.GetAsync($"/api/approvals/{approval}", Token)).GetProperty(
            "approval").GetProperty("acts").GetArrayLength().ShouldBe(0);
    }

    private async Task<ServeProcess> StartAsync() => await ServeProcess.StartAsync(
        _folder.Root, Token,
        new Dictionary<string, string>
        {
            ["Workflow__PublicUrl"] = LinkServer.PublicUrl,
            ["Workflow__ApiToken"] = "token-of-this-test-only"
        });

    private static async Task<(string Approval, string Token)> ItemApprovalAsync(ServeProcess serve)
    {
        await LinkServer.AskAsync(serve, "item.bench", "Bench by the lake");
        var found = await serve.UntilAsync("/api/approvals", answer => answer.GetArrayLength() > 0, Token);
        var approval = found[0].GetProperty("approval").GetProperty("id").GetString()!;
        return (approval, await TokenAsync(serve, approval));
    }

    private static async Task<string> TokenAsync(ServeProcess serve, string about)
    {
        var letters = await serve.UntilAsync(
            $"/api/letters?about={about}", found => found.EnumerateArray().Any(IsRequest), Token);
        return Link().Match(
            letters.EnumerateArray().First(IsRequest).GetProperty("letter").GetProperty("text").GetString()!).Groups[1].Value;
    }

    private static bool IsRequest(JsonElement line) =>
        line.GetProperty("letter").GetProperty("kind").GetString() == "approvalRequest"
            && line.GetProperty("letter").GetProperty("toPersonId").GetString() == "chair";

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(ServeProcess serve, string path)
    {
        using var answer = await serve.Client.GetAsync(path, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    [GeneratedRegex(@"http://flow\.test/l/([a-z2-7]{26})")]
    private static partial Regex Link();
}
