using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed partial class PostgresServeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnPostgres_DeadlinesFire_TheDashboardIsGuarded_AndAnEmptiedHangfireStoreLosesNothing()
    {
        await using var hosts = await PostgresHosts.CreateAsync();
        var serve = await hosts.StartAsync(Token);
        using var stranger = new HttpClient { BaseAddress = serve.Client.BaseAddress };

        await ReadyTellsDetailsOnlyToTheAuthorizedAsync(serve, stranger);
        await DashboardIsReadByOneTokenAndUsedByAnotherAsync(serve, stranger);
        var approval = await InApprovalAsync(serve);
        await hosts.Database.ScalarAsync(
            "truncate hangfire.job, hangfire.jobqueue, hangfire.jobparameter, hangfire.state, hangfire.hash, hangfire.set, hangfire.list cascade");
        await BringAsync(hosts.Database, approval);
        await FiredOnceAsync(serve, hosts.Database, approval, fired: 1);

        // Away altogether: the next host makes it again, and what came due meanwhile is made up for.
        await serve.DisposeAsync();
        await hosts.Database.ScalarAsync("drop schema hangfire cascade");
        await BringAsync(hosts.Database, approval);
        var next = await hosts.StartAsync(Token);
        await FiredOnceAsync(next, hosts.Database, approval, fired: 2);
        (await next.StopAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task WithTheDatabaseAway_ServeSaysSoAndEnds()
    {
        using var folder = new HostFolder();
        var command = ServeProcess.Command(folder.Root, "serve", "--urls", "http://127.0.0.1:0", "--language", "en");
        foreach (var (name, value) in PostgresHosts.Settings($"Host={folder.Root};Username=nobody;Database=nothing"))
            command.Environment[name] = value;

        var run = await ProgramRun.OfAsync(command, Token);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("The service did not start. The database does not answer.");
    }

    private static async Task ReadyTellsDetailsOnlyToTheAuthorizedAsync(ServeProcess serve, HttpClient stranger)
    {
        (await stranger.GetStringAsync("/live", Token)).ShouldBe("Healthy");
        var open = await serve.UntilAsync("/ready", answer => answer.GetProperty("status").GetString() == "healthy", Token);
        open.GetProperty("checks").EnumerateObject().Select(check => check.Name)
            .ShouldBe(["database", "hangfire", "deadlines", "calendar", "versions", "people"], ignoreOrder: true);
        var closed = JsonSerializer.Deserialize<JsonElement>(await stranger.GetStringAsync("/ready", Token));
        closed.EnumerateObject().Select(property => property.Name).ShouldBe(["status"]);
    }

    private static async Task DashboardIsReadByOneTokenAndUsedByAnotherAsync(ServeProcess serve, HttpClient stranger)
    {
        (await stranger.GetAsync("/hangfire/recurring", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.PostAsync("/hangfire/recurring/trigger", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var page = await serve.Client.GetStringAsync("/hangfire/recurring", Token);
        foreach (var job in new[] { "deadlines", "mail", "publication", "audit-seal", "Fire what is due" })
            page.ShouldContain(job);
        (await TriggerAsync(serve.Client)).ShouldNotBeInRange(200, 299);

        using var acting = new HttpClient { BaseAddress = serve.Client.BaseAddress };
        acting.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PostgresHosts.OperatorToken);
        (await TriggerAsync(acting)).ShouldBe(204);
    }

    /// <summary>As the dashboard's own page does it: with the token that the page carries.</summary>
    private static async Task<int> TriggerAsync(HttpClient client)
    {
        var page = await client.GetStringAsync("/hangfire/recurring", Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hangfire/recurring/trigger")
        {
            Content = new FormUrlEncodedContent([new("jobs[]", "audit-seal")]),
        };
        if (CsrfToken().Match(page) is { Success: true } match)
            request.Headers.Add(CsrfHeader().Match(page).Groups[1].Value, match.Groups[1].Value);
        using var answer = await client.SendAsync(request, Token);
        return (int)answer.StatusCode;
    }

    private static async Task<string> InApprovalAsync(ServeProcess serve)
    {
        var day = HostFolder.Text(HostFolder.Day(60));
        var planned = await serve.PostAsync(
            "/api/meetings", new { bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        var approval = $"approval.agenda.{planned.GetProperty("id").GetString()}.1";
        await serve.UntilAsync(
            $"/api/subjects/{approval}",
            answer => answer.TryGetProperty("deadlines", out var deadlines) && deadlines.GetArrayLength() > 1, Token);
        return approval;
    }

    /// <summary>Brings the next rung of the ladder near, as if its day had come.</summary>
    private static async Task BringAsync(TestDatabase database, string approval) => (await database.ScalarAsync(
        $"""
        update deadlines set due = now() + interval '2 seconds', next_try = now() + interval '2 seconds'
        where id = (select min(id) from deadlines where subject_id = '{approval}' and next_try is not null) returning id
        """)).ShouldNotBeNull();

    private static async Task FiredOnceAsync(ServeProcess serve, TestDatabase database, string approval, int fired)
    {
        var subject = await serve.UntilAsync($"/api/subjects/{approval}", answer => Rungs(answer).Count >= fired, Token);
        Rungs(subject).Count.ShouldBe(fired);
        Rungs(subject).ShouldAllBe(row => row.GetProperty("jobId").GetString() != "");
        (await database.ScalarAsync(
            $"select count(*) from deadlines where subject_id = '{approval}' and fired_at is not null and fired_at >= due")).ShouldBe((long)fired);
    }

    private static List<JsonElement> Rungs(JsonElement subject) =>
        [.. subject.GetProperty("history").EnumerateArray().Where(row => row.GetProperty("outcome").GetString() == "RungDue")];

    [GeneratedRegex("name=\"csrf-token\" content=\"([^\"]+)\"")]
    private static partial Regex CsrfToken();

    [GeneratedRegex("name=\"csrf-header\" content=\"([^\"]+)\"")]
    private static partial Regex CsrfHeader();
}
