using System.Net;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Links;

public sealed class ApprovalLinkTests(LinkServer server) : IClassFixture<LinkServer>
{
    [Fact]
    public async Task ByTheLinkInTheLetter_TheChairApproves_Once()
    {
        var (approval, token, _) = await server.ApprovalAsync();

        var page = await server.GetAsync($"/l/{token}?lang=en");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Ask Chair");
        page.Text.ShouldContain("I approve");
        (await server.GetAsync($"/l/{token}/document")).Text.ShouldContain("<html");
        var answer = await server.PostAsync($"/l/{token}/approve?lang=en", ("hash", await HashAsync(approval)));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await server.ApprovalStateAsync(approval)).GetProperty("state").GetString().ShouldBe("approved");

        var again = await server.GetAsync($"/l/{token}?lang=en");
        again.Text.ShouldContain("You have approved");
        again.Text.ShouldNotContain("<form");
        (await server.PostAsync($"/l/{token}/reject", ("hash", await HashAsync(approval)), ("reason", "No."))).Status.ShouldBe(
            HttpStatusCode.Conflict);
        (await server.ApprovalStateAsync(approval)).GetProperty("state").GetString().ShouldBe("approved");
        (await server.AuditAsync(approval)).ShouldContain("linkRefused");
    }

    [Fact]
    public async Task AScannerThatFollowsEveryLink_ChangesNothing()
    {
        var (approval, token, _) = await server.ApprovalAsync();
        var before = (await server.ApprovalStateAsync(approval)).ToString();

        foreach (var path in new[] { "", "/document", "/approve", "/reject", "/answer", "/none", "/draft",
            "?lang=da", "?lang=xx" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
            {
                using var request = new HttpRequestMessage(method, $"/l/{token}{path}");
                using var answer = await server.Visitor.SendAsync(request);
                ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            }
        }

        (await server.ApprovalStateAsync(approval)).ToString().ShouldBe(before);
        (await server.GetAsync($"/l/{token}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TwentyAtOnceByOneLink_AreOneAnswer()
    {
        var (approval, token, _) = await server.ApprovalAsync();
        var hash = await HashAsync(approval);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? server.PostAsync($"/l/{token}/approve", ("hash", hash))
            : server.PostAsync($"/l/{token}/reject", ("hash", hash), ("reason", "No."))));

        answers.Count(answer => answer.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(19);
        (await server.ApprovalStateAsync(approval)).GetProperty("acts").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task ARevokedLink_OpensNothing_AndApprovesNothing()
    {
        var (approval, token, _) = await server.ApprovalAsync();
        await server.Serve.PostAsync(
            $"/api/approvals/{approval}/links/revoke", new { reason = "It was forwarded." }, "secretary", CancellationToken.None);

        (await server.GetAsync($"/l/{token}?lang=en")).Status.ShouldBe(HttpStatusCode.Gone);
        (await server.PostAsync($"/l/{token}/approve", ("hash", await HashAsync(approval)))).Status.ShouldBe(
            HttpStatusCode.Conflict);
        (await server.ApprovalStateAsync(approval)).GetProperty("state").GetString().ShouldBe("pending");
    }

    [Fact]
    public async Task ARejectionWithoutReason_IsAskedAgain_AndUsesTheLinkNotUp()
    {
        var (approval, token, _) = await server.ApprovalAsync();
        var hash = await HashAsync(approval);

        var refused = await server.PostAsync($"/l/{token}/reject?lang=en", ("hash", hash), ("reason", "  "));
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("reason-error");
        refused.Text.ShouldContain("<title>Nothing was answered");
        var wrong = await server.PostAsync($"/l/{token}/approve?lang=en", ("hash", new string('0', 64)));
        wrong.Status.ShouldBe(HttpStatusCode.Conflict);
        wrong.Text.ShouldContain("Nothing was answered</h2>");
        wrong.Text.ShouldNotContain("aria-invalid");
        wrong.Text.ShouldNotContain("reason-error");
        (await server.PostAsync($"/l/{token}/reject?lang=en", ("hash", hash),
            ("reason", "The budget is missing."))).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await server.ApprovalStateAsync(approval)).GetProperty("acts")[0].GetProperty(
            "reason").GetString().ShouldBe("The budget is missing.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task AnAnswerToOtherContentThanIsShown_IsRefused(string hash)
    {
        var (approval, token, _) = await server.ApprovalAsync();

        (await server.PostAsync($"/l/{token}/approve?lang=en", ("hash", hash))).Status.ShouldBe(HttpStatusCode.Conflict);

        (await server.ApprovalStateAsync(approval)).GetProperty("state").GetString().ShouldBe("pending");
    }

    [Fact]
    public async Task TokensNobodyWasGiven_AreAnsweredWithTheSameBytes()
    {
        var (_, token, _) = await server.ApprovalAsync();
        var pages = new List<string>();
        foreach (var wrong in new[] { new string('a', 26), (token[0] == 'a' ? 'b' : 'a') + token[1..], token.ToUpperInvariant(),
            "short", token + "a" })
        {
            var page = await server.GetAsync($"/l/{wrong}");
            page.Status.ShouldBe(HttpStatusCode.NotFound);
            page.Text.ShouldNotContain(wrong);
            pages.Add(page.Text);
        }

        pages.Distinct().Count().ShouldBe(1);
        (await server.AuditAsync("links")).ShouldContain("linkRefused");
    }

    [Fact]
    public async Task ChangedSince_TheOldLinkSaysSo_AndShowsNothingToApprove()
    {
        var (approval, token, meeting) = await server.ApprovalAsync();
        await server.Serve.PostAsync($"/api/meetings/{meeting}/move",
            new { date = "2027-12-15", time = "10:00", reason = "Travel" }, "secretary", CancellationToken.None);
        await server.Serve.UntilAsync(
            $"/api/approvals/{approval}", found => found.GetProperty("approval").GetProperty("version").GetInt32() > 1,
            CancellationToken.None);

        var page = await server.GetAsync($"/l/{token}?lang=en");

        page.Status.ShouldBe(HttpStatusCode.Gone);
        page.Text.ShouldContain("newer letter");
        page.Text.ShouldNotContain("<form");
        (await server.GetAsync($"/l/{token}/document")).Status.ShouldBe(HttpStatusCode.Gone);
        (await server.PostAsync($"/l/{token}/approve", ("hash", await HashAsync(approval)))).Status.ShouldBe(
            HttpStatusCode.Conflict);
        (await server.ApprovalStateAsync(approval)).GetProperty("acts").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task EveryPage_IsKeptFromCachesSearchEnginesReferersAndScripts()
    {
        var (_, token, _) = await server.ApprovalAsync();

        foreach (var path in new[] { $"/l/{token}", $"/l/{token}/document", $"/l/{new string('a', 26)}" })
        {
            using var answer = await server.Visitor.GetAsync(path);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"], path);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            answer.Headers.GetValues("X-Robots-Tag").Single().ShouldStartWith("noindex");
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'self'");
            policy.ShouldContain("script-src 'none'");
            policy.ShouldNotContain("unsafe");
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script", Case.Insensitive, path);
        }
    }

    [Fact]
    public async Task AnApprovalLink_PostedAsAnAnswer_IsAsUnknown_AlsoWhenItHasBeenUsed()
    {
        var (approval, token, _) = await server.ApprovalAsync();
        var unknown = (await server.GetAsync($"/l/{new string('a', 26)}")).Text;

        await AnswersNothingAsync(token, unknown);
        (await server.ApprovalStateAsync(approval)).GetProperty("state").GetString().ShouldBe("pending");
        (await server.PostAsync($"/l/{token}/approve", ("hash", await HashAsync(approval)))).Status
            .ShouldBe(HttpStatusCode.SeeOther);

        await AnswersNothingAsync(token, unknown);
    }

    private async Task AnswersNothingAsync(string token, string unknown)
    {
        foreach (var path in new[] { "answer", "draft", "none" })
        {
            var page = await server.PostAsync($"/l/{token}/{path}", ("comment", "x"));
            (page.Status, page.Text).ShouldBe((HttpStatusCode.NotFound, unknown), path);
        }

        foreach (var path in new[] { "none", "sent" })
            (await server.GetAsync($"/l/{token}/{path}")).Text.ShouldBe(unknown, path);
    }

    private async Task<string> HashAsync(string approval) =>
        (await server.ApprovalStateAsync(approval)).GetProperty("contentHash").GetString()!;
}
