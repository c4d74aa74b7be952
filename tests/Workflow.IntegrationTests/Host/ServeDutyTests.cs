using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// Who is asked, as the running program tells it: after a recusal, and after a mandate has ended in the file of people.
/// </summary>
public sealed class ServeDutyTests : IDisposable
{
    private const string Item = "item.skovby.1";

    private readonly HostFolder _folder = new();

    public ServeDutyTests()
    {
        var body = Path.Combine(_folder.Root, "workflows", "bodies", "council.json");
        File.WriteAllText(body, File.ReadAllText(
            body).Replace("\"minutesApprovedAt\"", "\"itemApproval\": true, \"minutesApprovedAt\"", StringComparison.Ordinal));
        People(chair: """ "deputyId": "deputy" """, others: "");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARecusalOverHttp_MovesTheAnswerToTheDeputy_AndTheListOfApprovalsSaysSo()
    {
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token);
        var approval = await AskedAsync(serve);
        (await AskedForAsync(serve, approval)).ShouldBe(("chair", "own"));
        (await serve.GetAsync("/api/approvals?body=another", Token)).GetArrayLength().ShouldBe(0);

        (await RecuseAsync(serve, new { personId = "chair" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await RecuseAsync(serve, new { personId = "chair", ground = " ", decidedById = "member" })).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.Conflict), answer => answer.Text.ShouldContain("ground-missing"));
        var recusal = new { personId = "chair", ground = "Owns the house next door.", decidedById = "member" };
        (await RecuseAsync(serve, recusal)).Status.ShouldBe(HttpStatusCode.OK);
        (await RecuseAsync(serve, recusal)).Text.ShouldContain("recused-already");

        (await AskedForAsync(serve, approval)).PersonId.ShouldBe("deputy");
        var refused = await Should.ThrowAsync<InvalidOperationException>(
            () => serve.ApproveAsync(approval, "chair", Token));
        refused.Message.ShouldContain(": 409");
        await serve.ApproveAsync(approval, "deputy", Token);
        await serve.UntilAsync("/api/approvals", answer => Of(answer, approval) is null, Token);
    }

    /// <summary>Else it would be an answer to whatever stands there by now, seen or not.</summary>
    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task AnAnswerOverHttp_MustNameTheContentThatWasRead(string answer)
    {
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token);
        var approval = await AskedAsync(serve);

        (await AnswerAsync(serve, approval, answer, new { reason = "Not yet." })).ShouldSatisfyAllConditions(
            unnamed => unnamed.Status.ShouldBe(HttpStatusCode.BadRequest), unnamed => unnamed.Text.ShouldContain("contentHash"));
        var another = await AnswerAsync(serve, approval, answer, new { contentHash = "0123", reason = "Not yet." });
        another.ShouldSatisfyAllConditions(
            other => other.Status.ShouldBe(HttpStatusCode.Conflict), other => other.Text.ShouldContain("content-changed"));

        (await AskedForAsync(serve, approval)).ShouldBe(("chair", "own"));
    }

    /// <summary>
    /// The list of approvals would say so by itself; that the duty is moved for good, and told, is what the job does.
    /// </summary>
    [Fact]
    public async Task ADutyOfWhoHasLeft_IsMovedOnceByTheJobThatRunsOnStart()
    {
        string approval;
        await using (var before = await ServeProcess.StartAsync(_folder.Root, Token))
            approval = await AskedAsync(before);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        People(
            chair: $""" "deputyId": "deputy", "to": "{HostFolder.Text(today.AddDays(-2))}" """,
            others: $$"""{ "id": "next", "name": "Nor Next", "address": "next@skovby.invalid", "mandates": [{ "bodyId": "council", "role": "chair", "from": "{{HostFolder.Text(today.AddDays(-1))}}" }] },""");

        for (var start = 0; start < 2; start++)
        {
            await using var serve = await ServeProcess.StartAsync(_folder.Root, Token);
            var timeline = await serve.UntilAsync(
                $"/api/timeline?subject={approval}", answer => Acts(answer).Contains("dutyMoved"), Token);
            Acts(timeline).Count(act => act == "dutyMoved").ShouldBe(1);
            var letters = await serve.GetAsync($"/api/letters?about={approval}", Token);
            letters.EnumerateArray().Select(line => line.GetProperty("letter"))
                .Count(letter => letter.GetProperty("kind").GetString() == "handOver"
                    && letter.GetProperty("toPersonId").GetString() == "next").ShouldBe(1);
            (await AskedForAsync(serve, approval)).PersonId.ShouldBe("next");
            (await serve.Client.GetStringAsync("/hangfire/recurring", Token)).ShouldContain("duties");
        }
    }

    /// <summary>A chair who falls ill at noon is not asked until somebody has restarted every host; and back again.</summary>
    [Fact]
    public async Task AChangedFileOfPeople_CountsWithoutARestart()
    {
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token);
        var approval = await AskedAsync(serve);
        var yesterday = HostFolder.Text(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1));
        var later = HostFolder.Text(HostFolder.Day(30));

        People(chair: """ "deputyId": "deputy" """, others: "", absences: $$"""{ "from": "{{yesterday}}", "to": "{{later}}" }""");

        var timeline = await serve.UntilAsync(
            $"/api/timeline?subject={approval}", answer => Acts(answer).Contains("dutyMoved"), Token);
        Acts(timeline).Count(act => act == "dutyMoved").ShouldBe(1);
        (await AskedForAsync(serve, approval)).PersonId.ShouldBe("deputy");

        People(chair: """ "deputyId": "nobody" """, others: "");
        var ready = await serve.UntilAsync("/ready", answer => PeopleOf(answer, "status") == "degraded", Token);
        ready.ToString().ShouldContain("nobody");
        (await AskedForAsync(serve, approval)).PersonId.ShouldBe("deputy");

        People(chair: """ "deputyId": "deputy" """, others: "");
        await serve.UntilAsync("/ready", answer => PeopleOf(answer, "status") == "healthy", Token);
        await serve.UntilAsync(
            $"/api/timeline?subject={approval}", answer => Acts(answer).Count(act => act == "dutyMoved") == 2, Token);
        (await AskedForAsync(serve, approval)).ShouldBe(("chair", "own"));
    }

    private static string? PeopleOf(JsonElement ready, string member) =>
        ready.GetProperty("checks").GetProperty("people").GetProperty(member).GetString();

    private static IEnumerable<string?> Acts(JsonElement timeline) =>
        timeline.EnumerateArray().Select(entry => entry.GetProperty("act").GetString());

    private static async Task<(string PersonId, string Because)> AskedForAsync(ServeProcess serve, string approval)
    {
        var asked = Of(await serve.GetAsync("/api/approvals?body=council", Token), approval)!.Value.GetProperty(
            "asked").EnumerateArray().ShouldHaveSingleItem();
        return (asked.GetProperty("personId").GetString()!, asked.GetProperty("because").GetString()!);
    }

    private static JsonElement? Of(JsonElement approvals, string id) => approvals.EnumerateArray().Cast<JsonElement?>()
        .SingleOrDefault(entry => entry!.Value.GetProperty("approval").GetProperty("id").GetString() == id);

    /// <returns>Id of the approval of an item that its chair is asked for.</returns>
    private static async Task<string> AskedAsync(ServeProcess serve)
    {
        var day = HostFolder.Text(HostFolder.Day(60));
        await serve.PostAsync("/api/meetings", new { bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        await serve.PostAsync(
            "/api/items",
            new
            {
                itemId = Item,
                bodyId = "council",
                title = "Ny bænk ved søen",
                access = "open",
                sections = new[] { new { kind = "economy", blocks = new[] { new { text = "Sagen koster ikke noget." } } } },
                recommendation = new[] { new { text = "Det indstilles, at bænken godkendes." } },
            },
            "secretary", Token);
        await serve.PostAsync(
            $"/api/items/{Item}/late", new { reason = "It broke last week.", meetingDate = day }, "chair", Token);
        await serve.PostAsync($"/api/items/{Item}/submit", new { meetingDate = day }, "secretary", Token);
        var waiting = await serve.UntilAsync("/api/approvals?body=council", answer => About(answer) is not null, Token);
        return About(waiting)!;
    }

    private static string? About(JsonElement approvals) =>
        approvals.EnumerateArray().Select(entry => entry.GetProperty("approval"))
            .Where(approval => approval.GetProperty("aboutId").GetString() == Item)
            .Select(approval => approval.GetProperty("id").GetString()).SingleOrDefault();

    private static async Task<(HttpStatusCode Status, string Text)> AnswerAsync(
        ServeProcess serve, string approval, string answer, object reply)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/api/approvals/{approval}/{answer}")
        {
            Content = JsonContent.Create(reply),
        };
        message.Headers.Add("X-Actor", "chair");
        using var answered = await serve.Client.SendAsync(message, Token);
        return (answered.StatusCode, await answered.Content.ReadAsStringAsync(Token));
    }

    private static async Task<(HttpStatusCode Status, string Text)> RecuseAsync(ServeProcess serve, object recusal)
    {
        using var answer = await serve.Client.PostAsync($"/api/items/{Item}/recusals", JsonContent.Create(recusal), Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private void People(string chair, string others, string absences = "") => File.WriteAllText(
        Path.Combine(_folder.Root, "people.json"),
        $$"""
        {
          "people": [
            { "id": "chair", "name": "Ask Chair", "address": "chair@skovby.invalid", "mandates": [{ "bodyId": "council", "role": "chair", {{chair}} }], "absences": [{{absences}}] },
            { "id": "deputy", "name": "Dag Deputy", "address": "deputy@skovby.invalid" },
            {{others}}
            { "id": "member", "name": "Mie Member", "address": "member@skovby.invalid", "mandates": [{ "bodyId": "council", "role": "member" }] },
            { "id": "secretary", "name": "Sif Secretary", "address": "secretary@skovby.invalid", "mandates": [{ "bodyId": "council", "role": "secretariat" }] }
          ]
        }
        """);
}
