using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed class ServeTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OverHttp_AnItemIsHandedInApprovedMovedAndDecided()
    {
        await using var serve = await StartAsync();

        var meeting = await PlanAsync(serve, HostFolder.Day(30), extraordinary: false);
        await SubmitAsync(serve, "item.skovby.1", HostFolder.Day(30));
        await ApproveAgendaAsync(serve, meeting);
        await serve.UntilAsync($"/api/meetings/{meeting}", answer => State(answer, "meeting") == "dispatched", Token);
        var plan = await serve.GetAsync($"/api/meetings/{meeting}/plan", Token);
        plan.GetProperty("stations").EnumerateArray().Select(station => station.GetProperty("state").GetString())
            .ShouldBe(["done", "done", "done", "done", "done", "open", "open", "open", "open"]);
        var moved = HostFolder.Day(37);
        await serve.PostAsync($"/api/meetings/{meeting}/move",
            new { date = HostFolder.Text(moved), time = "10:00", reason = "Travel" }, "secretary", Token);
        await serve.UntilAsync(
            $"/api/letters?about={meeting}", answer => Kinds(answer).Count(kind => kind == "moved") >= 3, Token);
        var early = await serve.Client.PostAsync($"/api/meetings/{meeting}/hold", Body("{}"), Token);
        (await early.Content.ReadAsStringAsync(Token)).ShouldContain("meeting-not-begun");
        Begin(meeting);
        await serve.PostAsync($"/api/meetings/{meeting}/hold", new { }, "chair", Token);
        await serve.PostAsync("/api/items/item.skovby.1/decision", new { text = "Godkendt." }, "secretary", Token);
        await serve.PostAsync("/api/items/item.skovby.1/outcome", new { }, "secretary", Token);

        var item = await serve.UntilAsync(
            "/api/items/item.skovby.1", answer => answer.GetProperty("treatments")[0].TryGetProperty("route", out _), Token);
        item.GetProperty("treatments")[0].GetProperty("route").GetProperty("kind").GetString().ShouldBe("ended");
        (await serve.Client.GetStringAsync("/api/subjects/item.skovby.1/drawing", Token)).ShouldContain("flowchart");
        var letters = await serve.GetAsync($"/api/letters?about={meeting}", Token);
        Kinds(letters).Count(kind => kind == "moved").ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADeadlineThreeSecondsAhead_IsFiredByAHangfireJobNamedInTheHistory(bool emptyStoreBefore)
    {
        var serve = await StartAsync();
        try
        {
            var meeting = await PlanAsync(serve, HostFolder.Day(60), extraordinary: false);
            await SubmitAsync(serve, "item.skovby.1", HostFolder.Day(60));
            var approval = await ApprovalAsync(serve, meeting);
            if (emptyStoreBefore)
            {
                // The store is in memory: a killed process takes it along, and the table alone is left.
                await serve.DisposeAsync();
                Bring(approval, TimeSpan.FromSeconds(3));
                serve = await StartAsync();
            }
            else
            {
                Bring(approval, TimeSpan.FromSeconds(3));
            }

            var subject = await serve.UntilAsync(
                $"/api/subjects/{approval}",
                answer => answer.GetProperty(
                    "history").EnumerateArray().Any(row => row.GetProperty("outcome").GetString() == "RungDue"),
                Token);

            var job = subject.GetProperty("history").EnumerateArray()
                .First(row => row.GetProperty("outcome").GetString() == "RungDue").GetProperty("jobId").GetString();
            job.ShouldNotBeNullOrEmpty();
            // Hangfire itself knows the job by that id.
            (await serve.Client.GetStringAsync($"/hangfire/jobs/details/{job}", Token)).ShouldContain(job);
            subject.GetProperty("deadlines").EnumerateArray()
                .Count(row => row.TryGetProperty("firedAt", out var fired) && fired.ValueKind == JsonValueKind.String)
                .ShouldBe(1);
        }
        finally
        {
            await serve.DisposeAsync();
        }
    }

    [Fact]
    public async Task DownOverADeadline_ItIsFiredOnceOnStart_MarkedLate_AndShownToTheOperator()
    {
        string approval;
        await using (var before = await StartAsync())
        {
            approval = await ApprovalAsync(before, await PlanAsync(before, HostFolder.Day(60), extraordinary: false));
            await before.UntilAsync(
                $"/api/subjects/{approval}", answer => answer.GetProperty("deadlines").GetArrayLength() > 0, Token);
        }

        Bring(approval, TimeSpan.FromHours(-2));
        await using var serve = await StartAsync();
        var overview = await serve.UntilAsync(
            "/api/operators/overview", answer => answer.GetProperty("madeUp").GetArrayLength() > 0, Token);

        var madeUp = overview.GetProperty("madeUp").EnumerateArray().ShouldHaveSingleItem();
        madeUp.GetProperty("subjectId").GetString().ShouldBe(approval);
        madeUp.GetProperty("lateness").GetString()!.ShouldStartWith("02:");
        var subject = await serve.GetAsync($"/api/subjects/{approval}", Token);
        subject.GetProperty(
            "history").EnumerateArray().Count(row => row.GetProperty("outcome").GetString() == "RungDue").ShouldBe(1);
        var check = await ProgramRun.OfAsync(_folder.Root, Token, "check", "--people", "people.json", "--language", "en");
        check.Output.ShouldContain(approval);
    }

    [Fact]
    public async Task WithoutToken_TheApiAndTheDashboardAreClosed()
    {
        await using var serve = await StartAsync();
        using var stranger = new HttpClient { BaseAddress = serve.Client.BaseAddress };

        foreach (var path in new[] { "/api/waiting", "/api/letters", "/hangfire" })
            (await stranger.GetAsync(path, Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        (await stranger.GetAsync("/ready", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A browser sends a Basic password along wherever a foreign page makes it post to; a bearer token never.</summary>
    [Fact]
    public async Task APassword_OpensTheDashboardAlone()
    {
        await using var serve = await StartAsync();
        var meeting = await PlanAsync(serve, HostFolder.Day(30), extraordinary: false);
        using var browser = new HttpClient { BaseAddress = serve.Client.BaseAddress };
        browser.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(
                System.Text.Encoding.UTF8.GetBytes("x:" + serve.Client.DefaultRequestHeaders.Authorization!.Parameter)));

        var posted = await browser.PostAsync($"/api/meetings/{meeting}/hold", new StringContent(""), Token);

        posted.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        posted.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        (await browser.GetAsync("/api/waiting", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/hangfire", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AnUnknownId_Is404_AndARefusalIs409WithItsCode()
    {
        await using var serve = await StartAsync();
        var meeting = await PlanAsync(serve, HostFolder.Day(30), extraordinary: false);

        var unknown = await serve.Client.PostAsync("/api/approvals/nobody/approve", Body("""{"contentHash":"0"}"""), Token);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var refused = await serve.Client.PostAsync($"/api/meetings/{meeting}/close", null, Token);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync(Token)).ShouldContain("meeting-not-held");
    }

    [Fact]
    public async Task ARequestThatCannotBeRead_Is400_AndNamesEveryField()
    {
        await using var serve = await StartAsync();

        (await AnswerAsync(serve, "/api/items", "{}")).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.BadRequest),
            answer => answer.Text.ShouldContain("itemId"),
            answer => answer.Text.ShouldContain("bodyId"),
            answer => answer.Text.ShouldContain("title"));
        (await AnswerAsync(serve, "/api/items", """{ "itemId": "item.1", "access": "ajar" }""")).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.BadRequest),
            answer => answer.Text.ShouldContain("$.access"),
            answer => answer.Text.ShouldNotContain("ajar"));
        (await AnswerAsync(serve, "/api/meetings", """{ "bodyId": "council", "time": "09:00" }""")).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.BadRequest),
            answer => answer.Text.ShouldContain("date"));
        (await AnswerAsync(serve, "/api/items", "{bad")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await AnswerAsync(serve, "/api/items/nobody/submit", "{}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AnActorOutsideTheRegister_IsNotBelieved()
    {
        await using var serve = await StartAsync();
        serve.Client.DefaultRequestHeaders.Add("X-Actor", "ghost");

        var answer = await serve.Client.GetAsync("/api/waiting", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("X-Actor");
    }

    [Fact]
    public async Task AMeeting_IsDrawnWithItsPosition_AndItsDraftIsAPage()
    {
        await using var serve = await StartAsync();
        var meeting = await PlanAsync(serve, HostFolder.Day(30), extraordinary: false);

        (await serve.Client.GetStringAsync($"/api/subjects/{meeting}/drawing", Token)).ShouldSatisfyAllConditions(
            drawing => drawing.ShouldStartWith("flowchart TD"),
            drawing => drawing.ShouldContain("current"));
        (await serve.Client.GetStringAsync($"/api/meetings/{meeting}/agenda", Token)).ShouldContain("<html");
        (await serve.Client.GetStringAsync($"/api/meetings/{meeting}/minutes?reader=public", Token)).ShouldContain("<html");
        (await serve.Client.GetAsync($"/api/meetings/{meeting}/minutes?reader=nobody", Token)).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest);
        (await serve.GetAsync("/api/waiting", Token)).GetProperty("pages").GetArrayLength().ShouldBe(0);
        var paths = (await serve.GetAsync("/openapi/v1.json", Token)).GetProperty("paths");
        foreach (var path in new[] { "/api/items/{id}/submit", "/api/meetings/{id}/move",
            "/api/approvals/{id}/approve", "/api/waiting" })
            paths.TryGetProperty(path, out _).ShouldBeTrue(path);
    }

    [Fact]
    public async Task TheSameIdempotencyKey_HappensOnce()
    {
        await using var serve = await StartAsync();
        serve.Client.DefaultRequestHeaders.Add("Idempotency-Key", "plan-1");

        var first = await PlanAsync(serve, HostFolder.Day(30), extraordinary: false);
        var second = await PlanAsync(serve, HostFolder.Day(30), extraordinary: false);

        second.ShouldBe(first);
        var timeline = await serve.GetAsync($"/api/timeline?subject={first}", Token);
        timeline.EnumerateArray().Count(entry => entry.GetProperty("act").GetString() == "meetingPlanned").ShouldBe(1);
    }

    [Fact]
    public async Task TheSameIdempotencyKey_AtAnotherAddress_IsAnotherCommand_AndTooLongIsRefused()
    {
        await using var serve = await StartAsync();
        var first = await PlanAsync(serve, HostFolder.Day(30), extraordinary: false);
        var second = await PlanAsync(serve, HostFolder.Day(60), extraordinary: false);
        serve.Client.DefaultRequestHeaders.Add("Idempotency-Key", "cancel-1");

        foreach (var meeting in new[] { first, second })
            await serve.PostAsync($"/api/meetings/{meeting}/cancel", new { reason = "No quorum." }, "secretary", Token);

        foreach (var meeting in new[] { first, second })
        {
            var stored = await serve.GetAsync($"/api/meetings/{meeting}", Token);
            stored.ToString().ShouldContain("cancelled");
        }

        serve.Client.DefaultRequestHeaders.Remove("Idempotency-Key");
        serve.Client.DefaultRequestHeaders.Add("Idempotency-Key", new string('k', 201));
        var refused = await serve.Client.PostAsync(
            $"/api/meetings/{first}/cancel", JsonContent.Create(new { reason = "Again." }), Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>
    /// The meeting of the samples is gone and its items are not: a newcomer is told, and not left with half of it.
    /// </summary>
    [Fact]
    public async Task Samples_ThatAreRefused_EndTheStartWithTheReason()
    {
        await using (await ServeProcess.StartAsync(_folder.Root, Token, settings: null, "--demo"))
        {
        }

        using (var connection = new SqliteConnection($"Data Source={_folder.DatabaseFile};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "delete from meetings; delete from commands";
            command.ExecuteNonQuery().ShouldBeGreaterThan(1);
        }

        var start = await ProgramRun.OfAsync(
            _folder.Root, Token, "serve", "--demo", "--urls", "http://127.0.0.1:0", "--people", "people.json",
            "--language", "en");

        start.ExitCode.ShouldBe(1);
        start.Error.ShouldContain("already");
    }

    private async Task<ServeProcess> StartAsync()
    {
        return await ServeProcess.StartAsync(_folder.Root, Token);
    }

    private static async Task<string> PlanAsync(ServeProcess serve, DateOnly day, bool extraordinary)
    {
        var meeting = await serve.PostAsync(
            "/api/meetings", new
            {
                bodyId = "council",
                date = HostFolder.Text(
                day),
                time = "09:00",
                place = "Skovby",
                extraordinary
            }, "secretary", Token);
        return meeting.GetProperty("id").GetString()!;
    }

    private static async Task SubmitAsync(ServeProcess serve, string id, DateOnly day)
    {
        var text = "Sagen er ikke forbundet med udgifter, der kræver særskilt stillingtagen.";
        await serve.PostAsync(
            "/api/items",
            new
            {
                itemId = id,
                bodyId = "council",
                title = "Ny bænk ved søen",
                access = "open",
                sections = new[] { new { kind = "economy", blocks = new[] { new { text } } } },
                recommendation = new[] { new { text = "Det indstilles, at bænken godkendes." } },
            },
            "secretary", Token);
        await serve.PostAsync(
            $"/api/items/{id}/late", new { reason = "It broke last week.", meetingDate = HostFolder.Text(day) }, "chair", Token);
        await serve.PostAsync($"/api/items/{id}/submit", new { meetingDate = HostFolder.Text(day) }, "secretary", Token);
        await serve.UntilAsync($"/api/items/{id}", answer => State(answer, "item") == "onAgenda", Token);
    }

    private static async Task<string> ApprovalAsync(ServeProcess serve, string meeting)
    {
        var answer = await serve.UntilAsync(
            $"/api/meetings/{meeting}", answer => answer.GetProperty("approvals").GetArrayLength() > 0, Token);
        return answer.GetProperty("approvals")[0].GetProperty("id").GetString()!;
    }

    private static async Task ApproveAgendaAsync(ServeProcess serve, string meeting)
    {
        var approval = await ApprovalAsync(serve, meeting);
        await serve.UntilAsync($"/api/subjects/{approval}",
            answer => answer.GetProperty("instance").GetProperty("waitsFor").GetString()!.Length > 0, Token);
        await serve.ApproveAsync(approval, "chair", Token);
    }

    /// <summary>Brings the first rung of the ladder near, as if its day had come.</summary>
    private void Bring(string subject, TimeSpan ahead)
    {
        using var connection = new SqliteConnection("Data Source=" + _folder.DatabaseFile);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "update deadlines set due = $due, next_try = $due where id = (select min(id) from deadlines where subject_id = $subject and next_try is not null)";
        command.Parameters.AddWithValue("$due", (TimeProvider.System.GetUtcNow() + ahead).UtcTicks);
        command.Parameters.AddWithValue("$subject", subject);
        command.ExecuteNonQuery().ShouldBe(1);
    }

    /// <summary>As if the day of the meeting had come.</summary>
    private void Begin(string meeting)
    {
        using var connection = new SqliteConnection("Data Source=" + _folder.DatabaseFile);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "update meetings set version = version + 1, data = json_set(data, '$.date', $day) where id = $id";
        command.Parameters.AddWithValue("$day", HostFolder.Text(HostFolder.Day(-7)));
        command.Parameters.AddWithValue("$id", meeting);
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AnswerAsync(ServeProcess serve, string path, string json)
    {
        using var body = Body(json);
        using var answer = await serve.Client.PostAsync(path, body, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static StringContent Body(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static string? State(JsonElement answer, string name) => answer.GetProperty(name).GetProperty("state").GetString();

    private static IEnumerable<string?> Kinds(JsonElement letters) =>
        letters.EnumerateArray().Select(line => line.GetProperty("letter").GetProperty("kind").GetString());
}
