using System.Net;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>What an operator asks the running program, and the program that does not run.</summary>
public sealed class OperatorApiTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OverHttp_TheOverviewTheDaysAheadAndTheReasonOfAMail()
    {
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token);
        var meeting = await InApprovalAsync(serve);

        var overview = await serve.GetAsync("/api/operators/overview", Token);
        var ahead = await serve.GetAsync("/api/operators/ahead?days=60", Token);
        var story = await serve.GetAsync($"/api/letters/why?about=approval.agenda.{meeting}.1", Token);

        overview.GetProperty(
            "waiting").EnumerateArray().ShouldContain(group => group.GetProperty("activityId").GetString() == "approveAgenda");
        overview.GetProperty("faulted").GetArrayLength().ShouldBe(0);
        ahead.GetProperty("mails").GetProperty("letters").EnumerateArray()
            .ShouldContain(letter => letter.GetProperty("kind").GetString() == "reminder"
                && letter.GetProperty("toPersonId").GetString() == "chair");
        var letter = story.GetProperty("letters")[0];
        letter.GetProperty("causes").GetArrayLength().ShouldBeGreaterThan(0);
        story.GetProperty("deadlines").GetArrayLength().ShouldBeGreaterThan(0);
        var id = Uri.EscapeDataString(letter.GetProperty("messageId").GetString()!);
        (await serve.GetAsync($"/api/letters/{id}/why", Token)).GetProperty(
            "aboutId").GetString().ShouldBe($"approval.agenda.{meeting}.1");
    }

    [Fact]
    public async Task OverHttp_WhatIsNotThereOrNotAskedRightly_IsToldSo()
    {
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token);
        var meeting = await InApprovalAsync(serve);

        (await StatusAsync("/api/letters/nobody@nowhere/why")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("/api/letters/why")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("/api/operators/ahead?days=1000")).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("/api/operators/instances/nobody/retry", "{}")).ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync($"/api/operators/instances/{meeting}/retry", "{}")).ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync("/api/operators/signals/7/dismiss", """{ "reason": "Old." }""")).ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync("/api/operators/signals/7/dismiss", "{}")).ShouldBe(HttpStatusCode.BadRequest);

        async Task<HttpStatusCode> StatusAsync(string path) => (await serve.Client.GetAsync(path, Token)).StatusCode;

        async Task<HttpStatusCode> PostAsync(string path, string json)
        {
            using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            return (await serve.Client.PostAsync(path, body, Token)).StatusCode;
        }
    }

    [Fact]
    public async Task Check_OfADatabaseInUse_TellsWhatWaitsAndWhichMailsWillGo()
    {
        await using (var serve = await ServeProcess.StartAsync(_folder.Root, Token))
            await InApprovalAsync(serve);

        var json = await ProgramRun.OfAsync(_folder.Root, Token, "check", "--people", "people.json", "--json");
        var text = await ProgramRun.OfAsync(_folder.Root, Token, "check", "--people", "people.json", "--language", "en");
        var danish = await ProgramRun.OfAsync(_folder.Root, Token, "check", "--people", "people.json", "--language", "da");

        json.ExitCode.ShouldBe(0, json.Output);
        var report = JsonDocument.Parse(json.Output).RootElement;
        report.GetProperty("overview").GetProperty("waiting").GetArrayLength().ShouldBeGreaterThan(0);
        report.GetProperty("ahead").GetProperty("mails").GetProperty("letters").GetArrayLength().ShouldBeGreaterThan(0);
        text.Output.ShouldContain("In the next 30 days");
        text.Output.ShouldContain("reminder > Ask Chair");
        danish.Output.ShouldContain("I de næste 30 dage");
    }

    private static async Task<string> InApprovalAsync(ServeProcess serve)
    {
        var day = HostFolder.Text(HostFolder.Day(21));
        var planned = await serve.PostAsync(
            "/api/meetings", new { bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        var meeting = planned.GetProperty("id").GetString()!;
        await serve.UntilAsync(
            $"/api/subjects/approval.agenda.{meeting}.1",
            answer => answer.TryGetProperty("deadlines", out var deadlines) && deadlines.GetArrayLength() > 0,
            Token);
        return meeting;
    }
}
